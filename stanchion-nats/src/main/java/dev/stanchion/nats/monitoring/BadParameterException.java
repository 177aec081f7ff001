package dev.stanchion.nats.monitoring;

/** A parameter of a page is not valid. The client gets the message. */
final class BadParameterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadParameterException(String message) {
        super(message, null, false, false);
    }
}
