package dev.stanchion.crash.promise;

import dev.stanchion.simulation.world.Trace;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the first breach of a run. Confined to the simulation's thread. */
public final class Verdict {
    private final Trace trace;
    private @Nullable Breach first;

    public Verdict(Trace trace) {
        this.trace = trace;
    }

    /** Reports an observation. */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
    public void broken(Promise promise, String format, @Nullable Object... facts) {
        report(new Breach(promise, format.formatted(facts), null));
    }

    /** Reports if the condition does not hold. */
    @SuppressWarnings("AnnotateFormatMethod")
    public void expect(
            boolean condition, Promise promise, String format, @Nullable Object... facts) {
        if (!condition) {
            broken(promise, format, facts);
        }
    }

    /** Reports an exception. */
    public void thrown(Promise promise, Throwable cause) {
        report(new Breach(promise, "thrown: " + cause, cause));
    }

    private void report(Breach breach) {
        trace.note("BROKEN %s", breach.promise() + ": " + breach.facts());
        if (first == null) {
            first = breach;
        }
    }

    public Optional<Breach> first() {
        return Optional.ofNullable(first);
    }

    public boolean isBroken() {
        return first != null;
    }
}
