package dev.stanchion.crash;

import dev.stanchion.crash.promise.Breach;
import java.util.List;

/** A seed under which a promise was not kept. The message says how to see it again. */
public final class CrashFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Breach breach;

    CrashFailure(long seed, int steps, Breach breach, List<String> trace) {
        super(text(seed, steps, breach, trace), breach.cause());
        this.breach = breach;
    }

    private static String text(long seed, int steps, Breach breach, List<String> trace) {
        return """
        %s

        seed %d fails after %d steps, and after no fewer by bisection; replay it with
          %s

        the last that happened:
        %s
        """
                .formatted(
                        breach, seed, steps, replayCommand(seed, steps), String.join("\n", trace));
    }

    /** Returns the command that runs the failing seed again. */
    static String replayCommand(long seed, int steps) {
        return "bin/crashtest --seed %d --steps %d".formatted(seed, steps);
    }

    public Breach breach() {
        return breach;
    }
}
