package dev.stanchion.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.crash.promise.Breach;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs the file store under many seeds. One seed: {@code -Dcrash.seed=123}, and {@code
 * -Dcrash.steps=45} for its first steps only. Many: {@code bin/crashtest}, or {@code
 * -Dcrash.seeds=10000}, from {@code -Dcrash.first} on, on {@code -Dcrash.threads}.
 */
class CrashSimulationTest {
    private static final int USUAL_SEEDS = 250;
    private static final int USUAL_STEPS = 250;

    private final Long only = Long.getLong("crash.seed");
    private final long first = only == null ? Long.getLong("crash.first", 1) : only;
    private final int seeds = only == null ? Integer.getInteger("crash.seeds", USUAL_SEEDS) : 1;
    private final int steps = Integer.getInteger("crash.steps", USUAL_STEPS);
    private final int threads = Integer.getInteger("crash.threads", 1);

    @Test
    @SuppressWarnings("try") // the log is quiet while it is open
    void s8_K02_K03_shouldKeepEveryPromiseWhateverEndsIt() throws InterruptedException {
        try (QuietLog quiet = new QuietLog()) {
            // given
            StoreUnderTest store = new FileStoreUnderTest();

            // when
            Map<Long, Breach> failures =
                    new CrashSurvey(first, seeds, steps, store, this::tellProgress).run(threads);

            // then
            tell(failures);
            for (long seed : failures.keySet()) {
                new CrashSimulation(seed, store).run(steps); // throws, with the shortest way to it
            }
            assertThat(failures).isEmpty();
        }
    }

    @Test
    @Tag("long")
    @SuppressWarnings("try") // the log is quiet while it is open
    void shouldKeepEveryPromiseOfADirectoryThatServersShare() throws InterruptedException {
        try (QuietLog quiet = new QuietLog()) {
            // given
            StoreUnderTest store = new SharedStoreUnderTest();

            // when
            Map<Long, Breach> failures =
                    new CrashSurvey(first, seeds, steps, store, this::tellProgress).run(threads);

            // then
            assertThat(failures).isEmpty();
        }
    }

    private void tellProgress(int seedsDone, int failed) {
        if (seeds > USUAL_SEEDS) {
            System.out.printf("%d of %d seeds, %d failed%n", seedsDone, seeds, failed);
        }
    }

    private void tell(Map<Long, Breach> failures) {
        failures.forEach((seed, breach) ->
                System.out.printf(
                        "seed %d fails: %s: %s%n  replay it with%n  %s%n",
                        seed,
                        breach.promise(),
                        breach.facts(),
                        CrashFailure.replayCommand(seed, steps)));
    }
}
