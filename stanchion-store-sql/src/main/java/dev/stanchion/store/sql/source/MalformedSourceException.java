package dev.stanchion.store.sql.source;

/** Reports that a data source name is invalid. */
public final class MalformedSourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String part;

    /**
     * @param part the part of the name, without its value if the value may be secret: {@code
     *     sslmode}
     * @param why the error, and the expected form
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
