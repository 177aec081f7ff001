package dev.stanchion.nats.tls;

/**
 * The TLS configuration is not possible. The message is for an operator and contains the remedy.
 */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TlsException(String message) {
        super(message);
    }

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
