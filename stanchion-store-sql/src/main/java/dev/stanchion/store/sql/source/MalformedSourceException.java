package dev.stanchion.store.sql.source;

/** A data source name cannot be understood. */
public final class MalformedSourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String part;

    /**
     * @param part which part of the name, without its value if that may be secret: {@code sslmode}
     * @param why what is wrong with it and what is expected
     */
    MalformedSourceException(String part, String why) {
        super(part + ": " + why);
        this.part = part;
    }

    /** Returns which part of the name is wrong. */
    public String part() {
        return part;
    }
}
