package dev.stanchion.server.api.access;

import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;

/**
 * Whether nobody may change anything. An admin can switch it on and off; if the configuration has
 * switched it on, only the configuration can switch it off. Safe for use by many threads.
 */
public final class ReadOnlyMode {
    private final boolean isConfigured;
    private volatile boolean isOn;

    public ReadOnlyMode(boolean isConfigured) {
        this.isConfigured = isConfigured;
        this.isOn = isConfigured;
    }

    public boolean isOn() {
        return isOn;
    }

    /** Returns whether the configuration has switched it on. */
    public boolean isConfigured() {
        return isConfigured;
    }

    /**
     * Switches it on or off.
     *
     * @throws ProblemException if the configuration has switched it on
     */
    public void set(boolean on) {
        if (isConfigured && !on) {
            throw new ProblemException(refusal());
        }
        isOn = on;
    }

    /**
     * Requires that changes are possible.
     *
     * @throws ProblemException otherwise
     */
    public void requireOff() {
        if (isOn) {
            throw new ProblemException(refusal());
        }
    }

    private Problem refusal() {
        return Problem.of(Code.READ_ONLY, "the server is read-only, and changes nothing")
                .withRemedy(
                        isConfigured
                                ? "start it without --admin-read-only and without admin {"
                                        + " read_only: true }"
                                : "an admin can end it: stanchion admin read-only off");
    }
}
