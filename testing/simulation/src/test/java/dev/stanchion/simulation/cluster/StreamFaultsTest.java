package dev.stanchion.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation of streams is worth what it finds: each planted fault must be caught. */
class StreamFaultsTest {
    private static final int MOST_SEEDS = 60;
    private static final int STEPS = 40;

    @ParameterizedTest
    @EnumSource
    void shouldFindWithinSomeSeeds(StreamFault planted) {
        // given
        List<String> found = new ArrayList<>();

        // when
        for (int seed = 1; seed <= MOST_SEEDS && !isFound(planted, found); seed++) {
            found.addAll(StreamRun.of(seed, STEPS, planted.seams()).violations());
        }

        // then
        assertThat(isFound(planted, found)).as("found: %s", found).isTrue();
    }

    private static boolean isFound(StreamFault planted, List<String> found) {
        return found.stream().anyMatch(each -> each.startsWith(planted.violated()));
    }
}
