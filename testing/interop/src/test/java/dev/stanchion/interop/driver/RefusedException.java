package dev.stanchion.interop.driver;

/** A client library said no; the message is what it said. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String text) {
        super(text);
    }
}
