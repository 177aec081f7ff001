package dev.stanchion.kit.bus;

import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The engine's listeners for interest in subjects: each of them learns whether there are
 * subscribers. Confined to the thread of the test.
 */
public final class InterestWatches {
    private final Predicate<String> hasInterest;
    private final List<Watch> watches = new ArrayList<>();

    /**
     * Creates an empty list.
     *
     * @param hasInterest returns whether a literal subject has subscribers now
     */
    public InterestWatches(Predicate<String> hasInterest) {
        this.hasInterest = hasInterest;
    }

    /**
     * Adds a listener.
     *
     * @param soon runs the task that reports the current state
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
     * Compares all subjects again, because subscriptions have changed.
     *
     * @param behind runs a task after the messages that the changed connection sent before
     */
    public void look(Consumer<Runnable> behind) {
        watches.forEach(watch -> watch.look(behind));
    }

    /**
     * Reports that a message on a subject had no subscriber: right before the absence, or behind
     * earlier reports if the listener knows of it.
     *
     * @param behind runs a task after earlier reports
     */
    public void lost(String subject, long mark, Consumer<Runnable> behind) {
        watches.stream()
                .filter(watch -> watch.subject.equals(subject))
                .forEach(watch -> watch.lost(mark, behind));
    }

    /** Ends every watch. */
    public void clear() {
        watches.clear();
    }

    /** Returns how many watches there are. */
    public int size() {
        return watches.size();
    }

    /**
     * Reports the state at the time when the shard runs the task. If all subscribers were gone in
     * between, it reports that too.
     */
    private final class Watch implements Registration {
        private static final int NOTHING = -1;

        private final String subject;
        private final ShardExecutor shard;
        private final InterestListener listener;

        /** The number of changes. It is odd while there are subscribers. */
        private int changes;

        private int told = NOTHING;

        /** The marks of lost messages, until the listener learns of the absence. */
        private final List<Long> lost = new ArrayList<>();

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
                lost.forEach(listener::onLost);
                lost.clear();
                listener.onAbsent();
            }
            if (before != told && isPresent(told) && watches.contains(this)) {
                listener.onPresent();
            }
        }

        void lost(long mark, Consumer<Runnable> behind) {
            if (told != changes) {
                lost.add(mark);
                return;
            }
            behind.accept(() ->
                    shard.execute(() -> {
                        if (watches.contains(this)) {
                            listener.onLost(mark);
                        }
                    }));
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }
}
