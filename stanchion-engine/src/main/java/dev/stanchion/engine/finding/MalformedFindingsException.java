package dev.stanchion.engine.finding;

/** The kinds of findings cannot be used as they are written. */
public final class MalformedFindingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String part;
    private final String expected;

    MalformedFindingsException(String part, String expected) {
        super("findings \"" + part + "\" (expected: " + expected + ")");
        this.part = part;
        this.expected = expected;
    }

    /** Returns the part that is wrong. */
    public String part() {
        return part;
    }

    public String expected() {
        return expected;
    }
}
