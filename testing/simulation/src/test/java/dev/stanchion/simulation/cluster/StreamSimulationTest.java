package dev.stanchion.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Several processes write to one channel in a cluster where everything goes wrong. Many seeds:
 * {@code bin/simulate --store jetstream}; one: {@code -Dsimulation.seed=123}.
 */
class StreamSimulationTest {
    private static final int USUAL_SEEDS = 40;
    private static final int MANY_SEEDS = 200;
    private static final int STEPS = 40;

    private final Long only = Long.getLong("simulation.seed");
    private final long first = only == null ? Long.getLong("simulation.first", 1) : only;
    private final int seeds =
            only == null ? Integer.getInteger("simulation.streams", USUAL_SEEDS) : 1;

    @Test
    void shouldKeepWhatItAcknowledgedOnceAndInOrder() {
        keepsWhatItAcknowledged(first, seeds);
    }

    @Test
    @Tag("long")
    void shouldDoSoUnderManySeeds() {
        keepsWhatItAcknowledged(first + seeds, MANY_SEEDS);
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
                if (only != null) {
                    run.trace().forEach(System.out::println);
                }
            }
        }

        // then
        assertThat(failures).isEmpty();
        assertThat(acknowledged).isGreaterThan(10L * count);
    }
}
