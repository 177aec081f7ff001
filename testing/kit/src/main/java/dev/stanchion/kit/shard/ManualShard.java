package dev.stanchion.kit.shard;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A shard that a test drives by hand, on virtual time. {@link #execute} is safe from any thread, as
 * a store's own threads use it; everything else belongs to the thread of the test.
 */
public final class ManualShard implements ShardExecutor {
    private final int index;
    private final ManualShards shards;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private List<Runnable> hooks = new ArrayList<>();
    private final Set<OneTimer> timers = new LinkedHashSet<>();

    ManualShard(int index, ManualShards shards) {
        this.index = index;
        this.shards = shards;
    }

    /** Returns the one shard of a test, which is current on its thread all the time. */
    public static ManualShard alone() {
        ManualShards shards = new ManualShards(1);
        ManualShard only = shards.all().getFirst();
        shards.stayOn(only);
        return only;
    }

    /** Runs everything that is due now; tells whether there was anything. */
    public boolean runReady() {
        return shards.settle();
    }

    /** Lets time pass, and runs each task that becomes due at its time. */
    public void advance(Duration time) {
        shards.advance(time.toNanos());
    }

    /**
     * Drops everything that was to run on this shard, as the end of a process does. Time goes on,
     * and so does what happens elsewhere.
     */
    public void forgetAll() {
        tasks.clear();
        hooks.clear();
        List.copyOf(timers).forEach(OneTimer::callOff);
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
        tasks.add(task);
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        requireCurrent();
        OneTimer timer = new OneTimer(delayNanos, task);
        timers.add(timer);
        return timer;
    }

    @Override
    public void atEndOfBatch(Runnable hook) {
        requireCurrent();
        hooks.add(hook);
    }

    @Override
    public long elapsedNanos() {
        requireCurrent();
        return shards.time().elapsedNanos();
    }

    @Override
    public long epochNanos() {
        requireCurrent();
        return shards.time().epochNanos();
    }

    private void requireCurrent() {
        if (!isCurrent()) {
            throw new AssertionError("not on shard " + index);
        }
    }

    int pendingTimers() {
        return timers.size();
    }

    boolean runTasks() {
        boolean ran = false;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            ran = true;
            runAsCurrent(task);
        }
        return ran;
    }

    boolean endBatch() {
        List<Runnable> ending = hooks;
        hooks = new ArrayList<>();
        ending.forEach(this::runAsCurrent);
        return !ending.isEmpty();
    }

    void runAsCurrent(Runnable task) {
        @Nullable ManualShard before = shards.become(this);
        try {
            task.run();
        } finally {
            shards.become(before);
        }
    }

    private final class OneTimer implements Timer {
        private final Runnable task;
        private final VirtualTime.Event event;

        OneTimer(long delayNanos, Runnable task) {
            this.task = task;
            event = shards.time().after(delayNanos, this::ring);
        }

        private void ring() {
            if (timers.remove(this)) {
                runAsCurrent(task);
            }
        }

        @Override
        public void cancel() {
            callOff();
        }

        private void callOff() {
            event.cancel();
            timers.remove(this);
        }
    }
}
