package dev.stanchion.engine;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ShardExecutor;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Visits many objects of a shard, a few at a time. Between two slices the shard does its other
 * work, so that messages do not wait for a visit to ten thousand channels.
 */
@ShardOwned
final class Slices<T> {
    /** The number of visits before other work gets its turn; a tenth of a millisecond or so. */
    static final int MOST_AT_ONCE = 1024;

    private final ShardExecutor shard;
    private final List<T> things;
    private final ToIntFunction<T> look;
    private final Runnable done;
    private int next;

    private Slices(ShardExecutor shard, List<T> things, ToIntFunction<T> look, Runnable done) {
        this.shard = shard;
        this.things = things;
        this.look = look;
        this.done = done;
    }

    /**
     * Looks at all of them.
     *
     * @param look returns how much it was: 1 for a thing that takes no longer than a channel's
     *     sizes
     */
    static <T> void each(
            ShardExecutor shard, List<T> things, ToIntFunction<T> look, Runnable done) {
        new Slices<>(shard, things, look, done).slice();
    }

    private void slice() {
        int looked = 0;
        while (next < things.size()) {
            if (looked >= MOST_AT_ONCE) {
                shard.execute(this::slice);
                return;
            }
            looked += look.applyAsInt(things.get(next++));
        }
        done.run();
    }
}
