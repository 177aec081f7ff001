package dev.stanchion.nats;

import java.util.concurrent.TimeUnit;

/**
 * Runs something with one seed after the other: a few by default, for a time with {@code
 * -Dfuzz.minutes}, or one with {@code -Dfuzz.seed}. See {@code bin/fuzz}.
 */
final class Fuzz {
    private static final long MINUTES = Long.getLong("fuzz.minutes", 0);
    private static final Long SEED = Long.getLong("fuzz.seed");
    private static final long FIRST = Long.getLong("fuzz.first", 1);

    /** One case. */
    interface Case {
        void run(long seed) throws Exception;
    }

    private Fuzz() {}

    /**
     * @param few how many seeds are enough by default
     * @param targets among how many the time is shared
     */
    static void run(int few, int targets, Case test) {
        if (SEED != null) {
            run(SEED, test);
            return;
        }
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES) / targets;
        long seed = FIRST;
        for (; MINUTES == 0 ? seed < FIRST + few : System.nanoTime() < end; seed++) {
            run(seed, test);
        }
    }

    private static void run(long seed, Case test) {
        try {
            test.run(seed);
        } catch (Exception | Error e) {
            throw new AssertionError("replay it with: bin/fuzz --seed " + seed, e);
        }
    }
}
