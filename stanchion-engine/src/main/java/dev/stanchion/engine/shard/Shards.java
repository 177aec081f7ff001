package dev.stanchion.engine.shard;

import dev.stanchion.engine.spi.ShardExecutor;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.Consumer;

/** All shards of an engine. Immutable; safe for use by many threads. */
public final class Shards {
    /** The index that stands for a thread that is no shard's. */
    public static final int NONE = -1;

    /**
     * The index of the shard that owns the state that no channel owns: clients and channel names.
     */
    public static final int REGISTRY = 0;

    private final List<ShardExecutor> executors;

    public Shards(List<? extends ShardExecutor> executors) {
        if (executors.isEmpty()) {
            throw new IllegalArgumentException("shards: 0 (expected: at least 1)");
        }
        this.executors = executors.stream().<ShardExecutor>map(GuardedShard::new).toList();
    }

    public int count() {
        return executors.size();
    }

    public ShardExecutor executor(int index) {
        return executors.get(index);
    }

    /** Returns the shard whose thread is calling; {@link #NONE} if it is no shard's. */
    public int current() {
        for (int i = 0; i < executors.size(); i++) {
            if (executors.get(i).isCurrent()) {
                return i;
            }
        }
        return NONE;
    }

    /** Returns the shard that owns a channel. */
    public int ownerOf(byte[] channel) {
        return ownerOf(KeyHash.of(channel));
    }

    /** Returns the shard that owns a channel, by its name inside a message. No allocation. */
    public int ownerOf(ByteBuf buffer, int index, int length) {
        return count() == 1 ? 0 : ownerOf(KeyHash.of(buffer, index, length));
    }

    private int ownerOf(int hash) {
        return Math.floorMod(hash, count());
    }

    /** Runs a task on a shard: now if this is its thread, else soon and in order. */
    public void run(int shard, Runnable task) {
        ShardExecutor executor = executors.get(shard);
        if (executor.isCurrent()) {
            task.run();
        } else {
            executor.execute(task);
        }
    }

    /**
     * Asks every shard a question and continues when all have answered. Called on the asking shard.
     *
     * @param asker the shard on which {@code done} runs
     * @param question gets the shard's index, and calls its second argument when that shard is done
     */
    public void askAll(int asker, Question question, Runnable done) {
        Countdown countdown = new Countdown(count(), done);
        for (int i = 0; i < count(); i++) {
            int shard = i;
            run(shard, () -> question.ask(shard, () -> run(asker, countdown::down)));
        }
    }

    /** Does the same as {@link #askAll} with a task that every shard completes at once. */
    public void tellAll(int asker, Consumer<Integer> order, Runnable done) {
        askAll(
                asker,
                (shard, answered) -> {
                    order.accept(shard);
                    answered.run();
                },
                done);
    }

    /**
     * Goes on when every shard has worked on all that any shard had for it, sent or still gathered.
     *
     * @param asker where {@code done} runs
     */
    public void settle(int asker, Runnable done) {
        askAll(asker, this::settleWhatLeaves, done);
    }

    /**
     * The messages of a shard for others leave at the end of its batch, and markers behind them.
     */
    private void settleWhatLeaves(int from, Runnable settled) {
        Countdown countdown = new Countdown(count(), settled);
        executor(from)
                .atEndOfBatch(() -> {
                    for (ShardExecutor to : executors) {
                        to.execute(() -> run(from, countdown::down));
                    }
                });
    }

    /** A question to every shard. */
    @FunctionalInterface
    public interface Question {
        void ask(int shard, Runnable answered);
    }
}
