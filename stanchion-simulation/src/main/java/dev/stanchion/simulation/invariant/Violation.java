package dev.stanchion.simulation.invariant;

import org.jspecify.annotations.Nullable;

/**
 * An invariant that did not hold.
 *
 * @param facts what was seen
 * @param cause the exception that was the violation; null if none was
 */
public record Violation(Invariant invariant, String facts, @Nullable Throwable cause) {
    @Override
    public String toString() {
        return invariant + ": " + facts + "\n  " + invariant.sentence();
    }
}
