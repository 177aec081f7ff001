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
    void shouldKeepEveryInvariantWhateverTheClusterDoes() {
        try (LoggedBugs bugs = new LoggedBugs()) {
            // given
            Seams seams = Seams.plain(bugs);
            Tally tally = new Tally();

            // when
            for (int seed = 1; seed <= SEEDS; seed++) {
                tally.add(new Simulation(seed, seams, true).run(STEPS)); // throws if one fails
            }

            // then
            assertThat(tally.of(Tally.Event.PUBLISH_ACKED)).isGreaterThan(SEEDS * 10L);
            assertThat(tally.of(Tally.Event.CRASH_SURVIVED)).isPositive();
        }
    }
}
