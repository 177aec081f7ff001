package dev.stanchion.server.values;

/** A flag's value cannot be read. The message is Go's reason, which ends the error line. */
public final class BadValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final String PARSE_ERROR = "parse error";
    static final String OUT_OF_RANGE = "value out of range";

    public BadValueException(String reason) {
        super(reason);
    }
}
