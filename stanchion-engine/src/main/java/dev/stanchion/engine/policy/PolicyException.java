package dev.stanchion.engine.policy;

/** A policy cannot be used as it is written. */
public final class PolicyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the error about a part of a policy.
     *
     * @param what the part as it was written
     * @param expected the expected form
     */
    public PolicyException(String what, String expected) {
        super(what + " (expected: " + expected + ")");
    }
}
