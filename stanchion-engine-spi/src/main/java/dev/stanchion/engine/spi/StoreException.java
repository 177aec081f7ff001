package dev.stanchion.engine.spi;

/** A store could not do what was asked. The facts are fields; the text is for people. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What the shard can do about it. */
    public enum Kind {
        /** Not now; the same request may succeed later. */
        BUSY,
        /** No room; deliveries and acknowledgements go on, new messages do not. */
        FULL,
        /** Stored bytes cannot be what was written. */
        CORRUPT,
        /** Another server has taken the store over; this one must stop writing. */
        FENCED,
        /** Reading or writing failed. */
        IO
    }

    private final Kind kind;
    private final String operation;
    private final String place;

    /**
     * @param operation what was tried: {@code append}
     * @param place channel, and file and offset where there are such: {@code tickets:created}
     * @param reason what went wrong and what helps
     */
    public StoreException(Kind kind, String operation, String place, String reason) {
        super(operation + " " + place + ": " + reason);
        this.kind = kind;
        this.operation = operation;
        this.place = place;
    }

    /** As the other constructor, with what caused it. */
    public StoreException(
            Kind kind, String operation, String place, String reason, Throwable cause) {
        super(operation + " " + place + ": " + reason, cause);
        this.kind = kind;
        this.operation = operation;
        this.place = place;
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
}
