package dev.stanchion.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.simulation.invariant.Tally;
import org.junit.jupiter.api.Test;

/**
 * Runs the engine under many seeds. One seed: {@code -Dsimulation.seed=123}, and {@code
 * -Dsimulation.steps=45} for its first steps only. Many: {@code -Dsimulation.seeds=10000}, from
 * {@code -Dsimulation.first} on.
 */
class EngineSimulationTest {
    private static final int USUAL_SEEDS = 300;
    private static final int USUAL_STEPS = 150;

    @Test
    void shouldKeepEveryInvariantWhateverHappens() {
        // given
        Long only = Long.getLong("simulation.seed");
        long first = only == null ? Long.getLong("simulation.first", 1) : only;
        int seeds = only == null ? Integer.getInteger("simulation.seeds", USUAL_SEEDS) : 1;
        int steps = Integer.getInteger("simulation.steps", USUAL_STEPS);
        Tally tally = new Tally();

        // when
        try (LoggedBugs bugs = new LoggedBugs()) {
            for (long seed = first; seed < first + seeds; seed++) {
                tally.add(new Simulation(seed, Seams.plain(bugs)).run(steps));
            }
        }

        // then
        System.out.println(tally);
        if (seeds >= USUAL_SEEDS && steps >= USUAL_STEPS) {
            assertThat(Tally.Event.values())
                    .allSatisfy(event -> assertThat(tally.of(event)).as("%s", event).isPositive());
        }
    }
}
