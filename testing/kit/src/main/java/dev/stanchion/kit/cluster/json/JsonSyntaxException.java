package dev.stanchion.kit.cluster.json;

/** A text is not JSON. */
public final class JsonSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    JsonSyntaxException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Returns what is wrong, and where. */
    public String reason() {
        return reason;
    }
}
