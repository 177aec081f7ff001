package dev.stanchion.simulation.bus;

import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Who in the engine wants to know whether anyone listens on a subject. */
final class InterestWatches {
    private final Predicate<String> hasInterest;
    private final List<Watch> watches = new ArrayList<>();

    /**
     * @param hasInterest tells whether anyone listens on a literal subject now
     */
    InterestWatches(Predicate<String> hasInterest) {
        this.hasInterest = hasInterest;
    }

    Registration add(String subject, ShardExecutor shard, InterestListener listener) {
        Watch watch = new Watch(subject, shard, listener);
        watches.add(watch);
        shard.execute(watch::tell);
        return watch;
    }

    /**
     * Somebody's interest has changed.
     *
     * @param behind runs a task behind what that connection had sent before
     */
    void look(Consumer<Runnable> behind) {
        watches.forEach(watch -> watch.look(behind));
    }

    void clear() {
        watches.clear();
    }

    int size() {
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

        @Override
        public void close() {
            watches.remove(this);
        }
    }
}
