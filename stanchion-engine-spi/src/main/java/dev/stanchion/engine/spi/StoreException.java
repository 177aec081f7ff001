package dev.stanchion.engine.spi;

/** A store could not execute a request. The facts are fields; the text is for people. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kind decides what the shard can do about it. */
    public enum Kind {
        /** Not now; the same request may succeed later. */
        BUSY,
        /** No room; deliveries and acknowledgements go on, new messages do not. */
        FULL,
        /** The channel never takes messages of streaming clients; everything else goes on. */
        READ_ONLY,
        /** Stored bytes are damaged. */
        CORRUPT,
        /** Another server has taken the store over; this one must stop writing. */
        FENCED,
        /** Reading or writing failed. */
        IO
    }

    private final Kind kind;
    private final String operation;
    private final String place;
    private final String reason;

    /**
     * @param operation the operation: {@code append}
     * @param place the channel, or the file and offset if there are such: {@code tickets:created}
     * @param reason the problem and the remedy
     */
    public StoreException(Kind kind, String operation, String place, String reason) {
        super(operation + " " + place + ": " + reason);
        this.kind = kind;
        this.operation = operation;
        this.place = place;
        this.reason = reason;
    }

    /** Does the same as the other constructor, with a cause. */
    public StoreException(
            Kind kind, String operation, String place, String reason, Throwable cause) {
        super(operation + " " + place + ": " + reason, cause);
        this.kind = kind;
        this.operation = operation;
        this.place = place;
        this.reason = reason;
    }

    public Kind kind() {
        return kind;
    }

    public String operation() {
        return operation;
    }

    public String place() {
        return place;
    }

    /** Returns the problem and the remedy, without the operation and the place. */
    public String reason() {
        return reason;
    }
}
