package dev.stanchion.simulation;

import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.simulation.world.SimulatedShards;
import java.util.ArrayList;
import java.util.List;

/**
 * Processes that were suspended while they were active. They wake up when they have been replaced,
 * and go on with what they did until they end. Confined to the simulation's thread.
 */
final class Sleepers {
    private static final long LONGEST_NANOS = 10 * World.SECONDS;

    private final VirtualTime time;
    private final List<Sleeper> asleep = new ArrayList<>();
    private final List<SimulatedShards> awake = new ArrayList<>();

    private record Sleeper(SimulatedShards process, Runnable end) {}

    Sleepers(VirtualTime time) {
        this.time = time;
    }

    /**
     * Suspends a process.
     *
     * @param end ends it for good
     */
    void add(SimulatedShards process, Runnable end) {
        asleep.add(new Sleeper(process, end));
    }

    /** Another process has taken the lease: those that sleep may wake up. */
    void replaced(Chance chance) {
        for (Sleeper each : asleep) {
            long wakes = chance.upToNanos(LONGEST_NANOS);
            time.after(wakes, () -> awake.add(each.process));
            time.after(wakes + chance.upToNanos(LONGEST_NANOS), () -> end(each));
        }
        asleep.clear();
    }

    private void end(Sleeper sleeper) {
        awake.remove(sleeper.process);
        sleeper.process.halt();
        sleeper.end.run();
    }

    /** Returns a process that has something to do: sometimes one of these instead of the given. */
    SimulatedShards orOneOfThese(SimulatedShards usual, Chance chance) {
        List<SimulatedShards> busy = awake.stream().filter(process -> !process.isIdle()).toList();
        if (busy.isEmpty() || (!usual.isIdle() && chance.oneIn(2))) {
            return usual;
        }
        return chance.pick(busy);
    }
}
