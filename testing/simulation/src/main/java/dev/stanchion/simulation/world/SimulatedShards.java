package dev.stanchion.simulation.world;

import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The shards of one run of an engine, taking turns on one real thread. A crash is {@link #halt}:
 * nothing that was queued, planned or promised to them happens any more.
 */
public final class SimulatedShards {
    /** Below this, an event loop's task is unremarkable. */
    private static final long USUAL_TASK_NANOS = 20_000;

    private static final long HICCUP_NANOS = 60_000_000;

    private final VirtualTime time;
    private final Chance chance;
    private final Consumer<Throwable> escaped;
    private final List<SimulatedShard> shards = new ArrayList<>();
    private @Nullable SimulatedShard current;
    private boolean running = true;
    private long idleMoments;

    /**
     * @param escaped gets the exceptions of tasks; in production each would be an error in the log
     *     and an unfinished task
     */
    public SimulatedShards(
            int count, VirtualTime time, Chance chance, Consumer<Throwable> escaped) {
        this.time = time;
        this.chance = chance;
        this.escaped = escaped;
        for (int i = 0; i < count; i++) {
            shards.add(new SimulatedShard(i, this));
        }
    }

    public List<SimulatedShard> all() {
        return List.copyOf(shards);
    }

    public boolean isIdle() {
        return shards.stream().noneMatch(SimulatedShard::hasWork);
    }

    /**
     * Returns how often all shards have run out of work. Whatever was handed to the engine in an
     * earlier idle period has been worked on by now, as far as it does not wait for the store.
     */
    public long idleMoments() {
        return idleMoments;
    }

    /** Runs one task of one shard, and lets the time pass that it takes. */
    public void runOne() {
        List<SimulatedShard> ready = shards.stream().filter(SimulatedShard::hasWork).toList();
        SimulatedShard shard = chance.pick(ready);
        Runnable task = shard.next(chance);
        on(shard, () -> runGuarded(task));
        time.pass(chance.upToNanos(chance.oneIn(1000) ? HICCUP_NANOS : USUAL_TASK_NANOS));
        if (isIdle()) {
            idleMoments++;
        }
    }

    /** Runs something as if on a shard's thread; null stands for a thread that is no shard's. */
    public void on(@Nullable SimulatedShard shard, Runnable task) {
        SimulatedShard before = current;
        current = shard;
        try {
            task.run();
        } finally {
            current = before;
        }
    }

    /** Runs a task of the engine, and reports its exception instead of throwing it. */
    @SuppressWarnings("IllegalCatch")
    public void runGuarded(Runnable task) {
        if (!running) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException | Error escapee) {
            escaped.accept(escapee);
        }
    }

    /** Ends this run of the engine at once, as a killed process ends. */
    public void halt() {
        running = false;
        shards.forEach(SimulatedShard::forgetEverything);
    }

    public boolean isRunning() {
        return running;
    }

    /** Returns how many timers are set on all shards. */
    public int pendingTimers() {
        return shards.stream().mapToInt(SimulatedShard::pendingTimers).sum();
    }

    /** Returns the number of the shard whose thread this is; -1 if it is none's. */
    public int currentIndex() {
        return current == null ? -1 : current.index();
    }

    boolean isCurrent(SimulatedShard shard) {
        return current == shard;
    }

    VirtualTime time() {
        return time;
    }
}
