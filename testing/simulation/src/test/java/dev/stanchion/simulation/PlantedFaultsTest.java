package dev.stanchion.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.simulation.invariant.Invariant;
import dev.stanchion.simulation.invariant.Violation;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation must find each planted fault and name it. */
class PlantedFaultsTest {
    private static final int MOST_SEEDS = 400;

    /** A crash must come between attempts, and the message must fail as often again. */
    private static final int MOST_SEEDS_FOR_A_RARE_ONE = 2_000;

    private static final int STEPS = 120;

    private final LoggedBugs quietLog = new LoggedBugs();

    @AfterEach
    void closeLog() {
        quietLog.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FORGOTTEN_ATTEMPTS")
    void shouldFindWithinFourHundredSeeds(PlantedFault fault) {
        shouldFind(fault, MOST_SEEDS);
    }

    @Test
    @Tag("long")
    void shouldFindAttemptsThatARestartForgets() {
        shouldFind(PlantedFault.FORGOTTEN_ATTEMPTS, MOST_SEEDS_FOR_A_RARE_ONE);
    }

    private static void shouldFind(PlantedFault fault, int mostSeeds) {
        // when
        Map<Invariant, Integer> found = new EnumMap<>(Invariant.class);
        for (int seed = 1; seed <= mostSeeds && !found.containsKey(fault.broken()); seed++) {
            new Simulation(seed, fault.seams())
                    .violation(STEPS)
                    .map(Violation::invariant)
                    .ifPresent(broken -> found.merge(broken, 1, Integer::sum));
        }

        // then
        assertThat(found).containsKey(fault.broken());
    }

    @Test
    void shouldHaveAFaultForEveryInvariant() {
        assertThat(Arrays.stream(PlantedFault.values()).map(PlantedFault::broken).distinct())
                .containsExactlyInAnyOrder(Invariant.values());
    }
}
