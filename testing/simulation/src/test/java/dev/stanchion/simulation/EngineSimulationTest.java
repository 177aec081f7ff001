package dev.stanchion.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.simulation.invariant.Tally;
import org.junit.jupiter.api.Test;

/** Runs the engine under some hundred seeds. Many seeds, or one: {@code bin/simulate}. */
class EngineSimulationTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 150;

    @Test
    void shouldKeepEveryInvariantWhateverHappens() {
        try (LoggedBugs bugs = new LoggedBugs()) {
            // given
            Seams seams = Seams.plain(bugs);
            Tally tally = new Tally();

            // when
            for (int seed = 1; seed <= SEEDS; seed++) {
                tally.add(new Simulation(seed, seams).run(STEPS)); // throws if one does not hold
            }

            // then
            assertThat(Tally.Event.values())
                    .allSatisfy(event -> assertThat(tally.of(event)).as("%s", event).isPositive());
        }
    }
}
