package dev.stanchion.engine.subscription;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pauses of one position: its own, and that of its channel. Each ends by itself in time. */
@ShardOwned
final class Pauses {
    /** If the time of day is set forward, a pause ends this much too late. */
    private static final long LONGEST_UNWATCHED_NANOS = 60_000_000_000L;

    private final List<Pause> pauses = new ArrayList<>();
    private Runnable changed = () -> {};
    private @Nullable Timer timer;

    List<Pause> all() {
        return List.copyOf(pauses);
    }

    boolean isEmpty() {
        return pauses.isEmpty();
    }

    /**
     * Begins a pause, in place of one of the same kind.
     *
     * @param ended runs when a pause has ended by itself
     */
    void put(Pause pause, ShardExecutor shard, Runnable ended) {
        changed = ended;
        remove(pause.ofChannel(), shard);
        if (pause.untilEpochNanos() > shard.epochNanos()) {
            pauses.add(pause);
        }
        watch(shard);
    }

    void remove(boolean ofChannel, ShardExecutor shard) {
        pauses.removeIf(each -> each.ofChannel() == ofChannel);
        watch(shard);
    }

    void end() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void watch(ShardExecutor shard) {
        end();
        long until = pauses.stream().mapToLong(Pause::untilEpochNanos).min().orElse(Long.MAX_VALUE);
        if (until != Long.MAX_VALUE) {
            long left = Math.max(0, until - shard.epochNanos());
            timer = shard.schedule(Math.min(left, LONGEST_UNWATCHED_NANOS), () -> over(shard));
        }
    }

    private void over(ShardExecutor shard) {
        timer = null;
        long now = shard.epochNanos();
        boolean anyOver = pauses.removeIf(each -> each.untilEpochNanos() <= now);
        watch(shard); // also if the time of day was set back
        if (anyOver) {
            changed.run();
        }
    }
}
