package dev.stanchion.nats.tls;

/** TLS cannot be configured as it is wanted. The message is for an operator, with the remedy. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TlsException(String message) {
        super(message);
    }

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
