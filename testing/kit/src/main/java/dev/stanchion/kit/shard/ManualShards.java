package dev.stanchion.kit.shard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shards that work only when told, on a clock that moves only when told. One thread at a time uses
 * them, and at most one of them is current.
 */
public final class ManualShards {
    private static final int MAX_ROUNDS = 1_000_000;

    private final VirtualTime time = new VirtualTime();
    private @Nullable Thread thread;
    private final List<ManualShard> shards = new ArrayList<>();
    private @Nullable ManualShard current;

    /** Creates this number of shards. */
    public ManualShards(int count) {
        for (int i = 0; i < count; i++) {
            shards.add(new ManualShard(i, this));
        }
    }

    /** Returns the shards in their order. */
    public List<ManualShard> all() {
        return List.copyOf(shards);
    }

    /** Returns the time of day. */
    public long epochNanos() {
        return time.epochNanos();
    }

    /** Sets the time of day back or forward. The elapsed time continues. */
    public void jumpTimeOfDay(long nanos) {
        time.jumpWall(nanos);
    }

    /** Runs everything that can run without time passing; tells whether there was anything. */
    public boolean settle() {
        int rounds = 0;
        while (runSome()) {
            if (++rounds > MAX_ROUNDS) {
                throw new AssertionError("the shards never come to rest");
            }
        }
        return rounds > 0;
    }

    private boolean runSome() {
        boolean ran = false;
        for (ManualShard shard : shards) {
            ran |= shard.runTasks();
        }
        while (time.isDueBy(time.elapsedNanos())) {
            ran = true;
            time.happenNext();
        }
        for (ManualShard shard : shards) {
            ran |= shard.endBatch();
        }
        return ran;
    }

    /** Lets time pass, running every timer at its moment. */
    public void advance(long nanos) {
        long end = time.elapsedNanos() + nanos;
        settle();
        while (time.isDueBy(end)) {
            time.happenNext();
            settle();
        }
        time.pass(end - time.elapsedNanos());
        settle();
    }

    /** Returns how many timers are set. */
    public long pendingTimers() {
        return shards.stream().mapToLong(ManualShard::pendingTimers).sum();
    }

    /** Runs a task as if it had arrived on that shard's thread. */
    public void on(int shard, Runnable task) {
        shards.get(shard).runAsCurrent(task);
    }

    /** Returns the clock, for what happens outside the shards. */
    public VirtualTime time() {
        return time;
    }

    boolean isCurrent(ManualShard shard) {
        return current == shard && (thread == null || thread == Thread.currentThread());
    }

    /** Makes one shard current on this thread for good; on no other thread will one be. */
    void stayOn(ManualShard shard) {
        thread = Thread.currentThread();
        current = shard;
    }

    /** Makes a shard current; returns the one that was current before. */
    @Nullable ManualShard become(@Nullable ManualShard shard) {
        ManualShard before = current;
        current = shard;
        return before;
    }
}
