package dev.stanchion.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.crash.promise.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation must find each planted bug and name its effect. */
class PlantedBugsTest {
    private static final int MOST_SEEDS = 300;
    private static final int STEPS = 250;

    private final QuietLog quietLog = new QuietLog();

    @AfterEach
    void closeLog() {
        quietLog.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeFoundWithinThreeHundredSeeds(PlantedBug bug) {
        // given
        List<Promise> broken = new ArrayList<>();

        // when
        for (int seed = 1; seed <= MOST_SEEDS && broken.stream().noneMatch(bug::breaks); seed++) {
            new CrashSimulation(seed, bug.store())
                    .breach(STEPS)
                    .ifPresent(breach -> broken.add(breach.promise()));
        }

        // then
        assertThat(broken).anyMatch(bug::breaks);
    }
}
