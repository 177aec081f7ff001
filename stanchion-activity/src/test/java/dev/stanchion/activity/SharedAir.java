package dev.stanchion.activity;

import dev.stanchion.engine.spi.ShardExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bus on which members hear each other. Confined to one thread. */
final class SharedAir {
    private static final long LATENCY_NANOS = Duration.ofMillis(1).toNanos();

    private final List<Ear> ears = new ArrayList<>();
    private int forgottenQuestions;

    /** The next questions reach nobody, although somebody is there. */
    void forget(int questions) {
        forgottenQuestions = questions;
    }

    /** An outsider says that it is active. */
    void outsiderBeats() {
        ears.forEach(Ear::hearOutsider);
    }

    /** What one member hears and says. */
    final class Ear implements SignOfLife {
        private final ShardExecutor shard;
        private @Nullable Hearer hearer;
        private boolean answers;
        private boolean isConnected = true;
        private boolean isBehind;
        private int gaps;

        Ear(ShardExecutor shard) {
            this.shard = shard;
            ears.add(this);
        }

        void connected(boolean now) {
            boolean isLost = isConnected && !now;
            isConnected = now;
            Hearer listening = hearer;
            if (isLost && listening != null) {
                shard.execute(listening::disconnected);
            }
        }

        /** Another follower has received more. */
        void isBehind(boolean now) {
            isBehind = now;
        }

        /** Returns how often this member has said that it kept nothing. */
        int gaps() {
            return gaps;
        }

        @Override
        public boolean isBehind() {
            return isBehind;
        }

        @Override
        public void keptNothing() {
            gaps++;
        }

        boolean answers() {
            return answers;
        }

        private void hearOutsider() {
            Hearer listening = hearer;
            if (listening != null) {
                shard.execute(listening::outsiderAlive);
            }
        }

        @Override
        public void listen(Hearer listening) {
            hearer = listening;
        }

        @Override
        public void ask() {
            boolean isForgotten = forgottenQuestions > 0;
            if (isForgotten) {
                forgottenQuestions--;
            }
            List<Ear> asked =
                    isForgotten
                            ? List.of()
                            : ears.stream().filter(ear -> ear.answers && ear.isConnected).toList();
            Hearer listening = hearer;
            if (listening == null || !isConnected) {
                return;
            }
            if (asked.isEmpty()) {
                shard.schedule(LATENCY_NANOS, listening::nobody);
            }
            for (Ear each : asked) {
                each.shard.execute(() -> {
                    Hearer askedOne = each.hearer;
                    if (each.answers && askedOne != null) {
                        askedOne.asked();
                        shard.execute(listening::alive);
                    }
                });
            }
        }

        @Override
        public void answer(boolean now) {
            answers = now;
        }

        @Override
        public boolean isThere() {
            return true;
        }

        @Override
        public boolean isConnected() {
            return isConnected;
        }

        @Override
        public void close() {
            answers = false;
        }
    }
}
