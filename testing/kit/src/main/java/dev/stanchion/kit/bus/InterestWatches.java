package dev.stanchion.kit.bus;

import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Who in the engine wants to know whether anyone listens on a subject. Confined to the thread of
 * the test.
 */
public final class InterestWatches {
    private final Predicate<String> hasInterest;
    private final List<Watch> watches = new ArrayList<>();

    /**
     * Makes a list of nobody.
     *
     * @param hasInterest tells whether anyone listens on a literal subject now
     */
    public InterestWatches(Predicate<String> hasInterest) {
        this.hasInterest = hasInterest;
    }

    /**
     * Adds one who wants to know.
     *
     * @param soon runs the task that tells how it is at the moment
     */
    public Registration add(
            String subject,
            ShardExecutor shard,
            InterestListener listener,
            Consumer<Runnable> soon) {
        Watch watch = new Watch(subject, shard, listener);
        watches.add(watch);
        soon.accept(() -> shard.execute(watch::tell));
        return watch;
    }

    /**
     * Somebody's interest has changed.
     *
     * @param behind runs a task behind what that connection had sent before
     */
    public void look(Consumer<Runnable> behind) {
        watches.forEach(watch -> watch.look(behind));
    }

    /**
     * Something that was published on a subject reached nobody.
     *
     * @param behind runs a task behind what was told before
     */
    public void lost(String subject, long mark, Consumer<Runnable> behind) {
        watches.stream()
                .filter(watch -> watch.subject.equals(subject))
                .forEach(watch -> behind.accept(() -> watch.lost(mark)));
    }

    /** Ends every watch. */
    public void clear() {
        watches.clear();
    }

    /** Returns how many watches there are. */
    public int size() {
        return watches.size();
    }

    /** Tells what is so when the shard gets to it, and that all had gone meanwhile if they had. */
    private final class Watch implements Registration {
        private static final int NOTHING = -1;

        private final String subject;
        private final ShardExecutor shard;
        private final InterestListener listener;

        /** How often it has changed; odd while somebody listens. */
        private int changes;

        private int told = NOTHING;

        Watch(String subject, ShardExecutor shard, InterestListener listener) {
            this.subject = subject;
            this.shard = shard;
            this.listener = listener;
            this.changes = hasInterest.test(subject) ? 1 : 0;
        }

        void look(Consumer<Runnable> behind) {
            if (isPresent(changes) != hasInterest.test(subject)) {
                changes++;
                behind.accept(() -> shard.execute(this::tell));
            }
        }

        private static boolean isPresent(int changes) {
            return changes % 2 == 1;
        }

        private void tell() {
            int before = told;
            told = changes;
            boolean allWent = before == NOTHING ? told != 1 : isPresent(before);
            if (before != told && allWent && watches.contains(this)) {
                listener.onAbsent();
            }
            if (before != told && isPresent(told) && watches.contains(this)) {
                listener.onPresent();
            }
        }

        void lost(long mark) {
            shard.execute(() -> {
                if (watches.contains(this)) {
                    listener.onLost(mark);
                }
            });
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }
}
