package dev.stanchion.crash;

import dev.stanchion.crash.promise.Breach;
import dev.stanchion.kit.shard.Chance;
import java.util.List;
import java.util.Optional;

/**
 * The life of a store under one seed. It has a number of steps in which anything may happen, and
 * then a clean end. After that, all data must be complete, and no unneeded file may be left.
 *
 * <p>The steps of a shorter run are the first steps of a longer one with the same seed.
 */
public final class CrashSimulation {
    private final long seed;
    private final StoreUnderTest storeUnderTest;

    /** The result of one run, with details. */
    private record Result(int steps, Optional<Breach> breach, List<String> trace) {}

    public CrashSimulation(long seed, StoreUnderTest storeUnderTest) {
        this.seed = seed;
        this.storeUnderTest = storeUnderTest;
    }

    /**
     * Runs the seed.
     *
     * @throws CrashFailure if a promise was not kept, with the shortest prefix of steps that was
     *     found to fail
     */
    public void run(int steps) {
        Result result = attempt(steps);
        if (result.breach().isPresent()) {
            throw shortest(result);
        }
    }

    /** Runs the seed and reports the violation, without searching for a shorter prefix. */
    public Optional<Breach> breach(int steps) {
        return attempt(steps).breach();
    }

    private Result attempt(int steps) {
        Chance chance = new Chance(seed);
        World world = new World(Settings.draw(chance.fork()), storeUnderTest, chance.fork());
        Service service = new Service(world);
        Workload workload = new Workload(world, service);
        try {
            int done = 0;
            while (done < steps && !world.verdict().isBroken()) {
                workload.step();
                done++;
            }
            new Closure(world, service).check();
            return new Result(done, world.verdict().first(), world.trace().lines());
        } finally {
            world.release();
        }
    }

    /** Bisects, as if every prefix longer than a failing one failed too; mostly it does. */
    private CrashFailure shortest(Result failing) {
        Result shortest = failing;
        int passes = -1;
        while (shortest.steps() - passes > 1) {
            int middle = (shortest.steps() + passes) / 2;
            Result result = attempt(middle);
            if (result.breach().isPresent()) {
                shortest = result;
            } else {
                passes = middle;
            }
        }
        return new CrashFailure(
                seed, shortest.steps(), shortest.breach().orElseThrow(), shortest.trace());
    }
}
