package dev.stanchion.simulation.invariant;

import org.jspecify.annotations.Nullable;

/**
 * An invariant that did not hold.
 *
 * @param facts the observations
 * @param cause the exception that was the violation; null if there was none
 */
public record Violation(Invariant invariant, String facts, @Nullable Throwable cause) {
    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
    static Violation of(Invariant invariant, String format, @Nullable Object... facts) {
        return new Violation(invariant, format.formatted(facts), null);
    }

    @Override
    public String toString() {
        return invariant + ": " + facts + "\n  " + invariant.sentence();
    }
}
