package dev.stanchion.simulation;

import dev.stanchion.kit.shard.Chance;
import dev.stanchion.simulation.invariant.Tally;
import dev.stanchion.simulation.invariant.Violation;
import java.util.List;
import java.util.Optional;

/**
 * The engine's life under one seed: a number of steps in which anything may happen, and then rest,
 * in which everything that is owed must arrive.
 *
 * <p>The steps of a shorter run are the first steps of a longer one with the same seed.
 */
public final class Simulation {
    private final long seed;
    private final Seams seams;
    private final boolean isOnCluster;

    /** The result of one run. */
    private record Run(int steps, Optional<Violation> violation, List<String> trace, Tally tally) {}

    public Simulation(long seed, Seams seams) {
        this(seed, seams, false);
    }

    /**
     * @param isOnCluster whether the store is the one in a NATS cluster, whatever the seed says
     */
    public Simulation(long seed, Seams seams, boolean isOnCluster) {
        this.seed = seed;
        this.seams = seams;
        this.isOnCluster = isOnCluster;
    }

    /**
     * Runs the seed.
     *
     * @return the number of events of each kind
     * @throws SimulationFailure if an invariant did not hold, with the shortest prefix of steps
     *     that fails
     */
    public Tally run(int steps) {
        Run run = attempt(steps);
        if (run.violation().isPresent()) {
            throw shortest(run);
        }
        return run.tally();
    }

    /** Runs the seed and reports the violation, without searching for a shorter prefix. */
    public Optional<Violation> violation(int steps) {
        return attempt(steps).violation();
    }

    private Run attempt(int steps) {
        Chance chance = new Chance(seed);
        Settings drawn = Settings.draw(chance.fork());
        Settings settings = isOnCluster ? drawn.withStore(Settings.StoreKind.CLUSTER) : drawn;
        World world = new World(settings, seams, chance.fork());
        Population population = new Population(world);
        Happenings happenings = new Happenings(world, population);
        Settling settling = new Settling(world, population);
        world.startEngine();
        int done = 0;
        while (done < steps && !world.isBroken()) {
            happenings.step();
            done++;
        }
        if (!world.isBroken()) {
            settling.settle();
        }
        return new Run(done, world.violations().first(), world.trace().lines(), world.tally());
    }

    /** Bisects, as if every prefix longer than a failing one failed too; mostly it does. */
    private SimulationFailure shortest(Run failing) {
        Run shortest = failing;
        int passes = -1;
        while (shortest.steps() - passes > 1) {
            int middle = (shortest.steps() + passes) / 2;
            Run run = attempt(middle);
            if (run.violation().isPresent()) {
                shortest = run;
            } else {
                passes = middle;
            }
        }
        return new SimulationFailure(
                seed,
                shortest.steps(),
                isOnCluster,
                shortest.violation().orElseThrow(),
                shortest.trace());
    }
}
