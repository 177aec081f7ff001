package dev.stanchion.simulation.invariant;

import dev.stanchion.simulation.world.Trace;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first violation of a run. Reporting never throws, because most reports come from calls
 * of the engine, which would catch the exception.
 */
public final class Violations {
    private final Trace trace;
    private @Nullable Violation first;

    public Violations(Trace trace) {
        this.trace = trace;
    }

    public void report(Invariant invariant, String format, @Nullable Object... facts) {
        report(Violation.of(invariant, format, facts));
    }

    /** Reports an exception of the engine. */
    public void escaped(Throwable escapee) {
        report(new Violation(Invariant.NOTHING_ESCAPES_OR_LEAKS, "thrown: " + escapee, escapee));
    }

    public void report(Violation violation) {
        trace.note("VIOLATION %s", violation.invariant() + ": " + violation.facts());
        if (first == null) {
            first = violation;
        }
    }

    public Optional<Violation> first() {
        return Optional.ofNullable(first);
    }
}
