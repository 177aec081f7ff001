package dev.stanchion.simulation.world;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One shard: three queues, as an event loop has them, and hooks for the end of a batch. Chance
 * decides which queue continues; within each queue, tasks keep their order. Confined to the
 * simulation's thread, on which at most one shard at a time is "current".
 */
public final class SimulatedShard implements ShardExecutor {
    private final int index;
    private final SimulatedShards shards;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Deque<Runnable> reads = new ArrayDeque<>();
    private final Deque<Runnable> dueTimers = new ArrayDeque<>();
    private List<Runnable> hooks = new ArrayList<>();
    private int pendingTimers;

    SimulatedShard(int index, SimulatedShards shards) {
        this.index = index;
        this.shards = shards;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public boolean isCurrent() {
        return shards.isCurrent(this);
    }

    @Override
    public void execute(Runnable task) {
        if (shards.isRunning()) {
            tasks.add(task);
        }
    }

    /** Queues a message from the network on this shard's thread. */
    public void read(Runnable arrival) {
        if (shards.isRunning()) {
            reads.add(arrival);
        }
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        requireCurrent("schedule");
        pendingTimers++;
        return new OneTimer(delayNanos, task);
    }

    @Override
    public void atEndOfBatch(Runnable hook) {
        requireCurrent("atEndOfBatch");
        hooks.add(hook);
    }

    @Override
    public long elapsedNanos() {
        requireCurrent("elapsedNanos");
        return shards.time().elapsedNanos();
    }

    @Override
    public long epochNanos() {
        requireCurrent("epochNanos");
        return shards.time().epochNanos();
    }

    /** Returns how many timers are set and have neither run nor been cancelled. */
    public int pendingTimers() {
        return pendingTimers;
    }

    boolean hasWork() {
        return hasQueued() || !hooks.isEmpty();
    }

    private boolean hasQueued() {
        return !tasks.isEmpty() || !reads.isEmpty() || !dueTimers.isEmpty();
    }

    /** Takes one task, or ends the batch, which it must when nothing is queued. */
    Runnable next(Chance chance) {
        boolean endsBatch = !hooks.isEmpty() && (!hasQueued() || chance.oneIn(4));
        return endsBatch ? this::endBatch : nextQueued(chance);
    }

    private Runnable nextQueued(Chance chance) {
        List<Deque<Runnable>> ready = new ArrayList<>(3);
        for (Deque<Runnable> queue : List.of(tasks, reads, dueTimers)) {
            if (!queue.isEmpty()) {
                ready.add(queue);
            }
        }
        return chance.pick(ready).remove();
    }

    private void endBatch() {
        List<Runnable> ending = hooks;
        hooks = new ArrayList<>();
        ending.forEach(shards::runGuarded);
    }

    void forgetEverything() {
        tasks.clear();
        reads.clear();
        dueTimers.clear();
        hooks.clear();
        pendingTimers = 0;
    }

    private void requireCurrent(String call) {
        if (!isCurrent()) {
            throw new IllegalStateException(call + " of shard " + index + " from elsewhere");
        }
    }

    private final class OneTimer implements Timer {
        private final Runnable task;
        private final VirtualTime.Event event;
        private boolean over;

        OneTimer(long delayNanos, Runnable task) {
            this.task = task;
            event = shards.time().after(delayNanos, this::due);
        }

        private void due() {
            if (shards.isRunning() && !over) {
                dueTimers.add(this::run);
            }
        }

        private void run() {
            if (finish()) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            requireCurrent("cancel of a timer");
            event.cancel();
            finish();
        }

        private boolean finish() {
            if (over) {
                return false;
            }
            over = true;
            pendingTimers--;
            return true;
        }
    }
}
