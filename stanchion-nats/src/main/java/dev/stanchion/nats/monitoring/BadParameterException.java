package dev.stanchion.nats.monitoring;

/** A parameter of a page that means nothing; the message goes to whoever asked. */
final class BadParameterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadParameterException(String message) {
        super(message, null, false, false);
    }
}
