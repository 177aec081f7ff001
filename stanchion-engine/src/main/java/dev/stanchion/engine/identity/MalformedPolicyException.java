package dev.stanchion.engine.identity;

/** A rule about duplicate client IDs cannot be used as it is written. */
public final class MalformedPolicyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String rule;
    private final String expected;

    /**
     * Creates the error about a rule.
     *
     * @param rule the rule as it was written
     * @param expected the expected form
     */
    public MalformedPolicyException(String rule, String expected) {
        super("duplicate policy \"" + rule + "\" (expected: " + expected + ")");
        this.rule = rule;
        this.expected = expected;
    }

    public String rule() {
        return rule;
    }

    public String expected() {
        return expected;
    }
}
