package dev.stanchion.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Several processes write to one channel in a cluster where everything goes wrong. Many seeds:
 * {@code bin/simulate --store jetstream}; one: add {@code --seed 123}.
 */
class StreamSimulationTest {
    private static final int USUAL_SEEDS = 40;
    private static final int MANY_SEEDS = 200;
    private static final int STEPS = 40;

    @Test
    void shouldKeepWhatItAcknowledgedOnceAndInOrder() {
        keepsWhatItAcknowledged(1, USUAL_SEEDS);
    }

    @Test
    @Tag("long")
    void shouldDoSoUnderManySeeds() {
        keepsWhatItAcknowledged(1 + USUAL_SEEDS, MANY_SEEDS);
    }

    private void keepsWhatItAcknowledged(long from, int count) {
        // when
        Map<Long, List<String>> failures = new TreeMap<>();
        long acknowledged = 0;
        for (long seed = from; seed < from + count; seed++) {
            StreamRun run = StreamRun.of(seed, STEPS, StreamSeams.PLAIN);
            acknowledged += run.acknowledged();
            if (!run.violations().isEmpty()) {
                failures.put(seed, run.violations());
            }
        }

        // then
        assertThat(failures).isEmpty();
        assertThat(acknowledged).isGreaterThan(10L * count);
    }
}
