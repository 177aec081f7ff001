package dev.stanchion.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.simulation.invariant.Tally;
import dev.stanchion.simulation.invariant.Violation;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Runs the engine under many seeds. One seed: {@code -Dsimulation.seed=123}, and {@code
 * -Dsimulation.steps=45} for its first steps only. Many: {@code bin/simulate}, or {@code
 * -Dsimulation.seeds=10000}, from {@code -Dsimulation.first} on, on {@code -Dsimulation.threads}.
 */
class EngineSimulationTest {
    private static final int USUAL_SEEDS = 300;
    private static final int USUAL_STEPS = 150;

    private final Long only = Long.getLong("simulation.seed");
    private final long first = only == null ? Long.getLong("simulation.first", 1) : only;
    private final int seeds =
            only == null ? Integer.getInteger("simulation.seeds", USUAL_SEEDS) : 1;
    private final int steps = Integer.getInteger("simulation.steps", USUAL_STEPS);
    private final boolean isOnCluster = "jetstream".equals(System.getProperty("simulation.store"));
    private final int threads = Integer.getInteger("simulation.threads", 1);

    @Test
    void shouldKeepEveryInvariantWhateverHappens() throws InterruptedException {
        try (LoggedBugs bugs = new LoggedBugs()) {
            // given
            Seams seams = Seams.plain(bugs);

            // when
            Survey.Result result =
                    new Survey(first, seeds, steps, seams, isOnCluster, this::tellProgress)
                            .run(threads);

            // then
            tell(result.failures());
            for (long seed : result.failures().keySet()) {
                new Simulation(seed, seams, isOnCluster)
                        .run(steps); // which throws, with the shortest way to it
            }
            if (!isOnCluster && seeds >= USUAL_SEEDS && steps >= USUAL_STEPS) {
                assertThat(Tally.Event.values())
                        .allSatisfy(event ->
                                assertThat(result.tally().of(event)).as("%s", event).isPositive());
            }
        }
    }

    private void tellProgress(int seedsDone, int failed) {
        if (seeds > USUAL_SEEDS) {
            System.out.printf("%d of %d seeds, %d failed%n", seedsDone, seeds, failed);
        }
    }

    private void tell(Map<Long, Violation> failures) {
        failures.forEach((seed, violation) ->
                System.out.printf(
                        "seed %d fails: %s: %s%n  replay it with%n  %s%n",
                        seed,
                        violation.invariant(),
                        violation.facts(),
                        SimulationFailure.replayCommand(seed, steps, isOnCluster)));
    }
}
