package dev.stanchion.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.simulation.invariant.Tally;
import org.junit.jupiter.api.Test;

/**
 * Runs the engine with the store in a NATS cluster, which is simulated. Many seeds: {@code
 * bin/simulate --store jetstream}.
 */
class EngineOnClusterTest {
    private static final int SEEDS = 40;
    private static final int STEPS = 120;

    @Test
    void shouldKeepEveryInvariantWhateverTheClusterDoes() throws InterruptedException {
        try (LoggedBugs bugs = new LoggedBugs()) {
            // given
            Seams seams = Seams.plain(bugs);

            // when
            Survey.Result result =
                    new Survey(1, SEEDS, STEPS, seams, true, (seedsDone, failed) -> {}).run(1);

            // then
            for (long seed : result.failures().keySet()) {
                new Simulation(seed, seams, true)
                        .run(STEPS); // which throws, and says how to replay
            }
            assertThat(result.tally().of(Tally.Event.PUBLISH_ACKED)).isGreaterThan(SEEDS * 10L);
            assertThat(result.tally().of(Tally.Event.CRASH_SURVIVED)).isPositive();
        }
    }
}
