package dev.stanchion.interop.driver;

/** A client library refused a request; the message is the library's text. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String text) {
        super(text);
    }
}
