package dev.stanchion.engine;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.subscription.Dispatcher;

/** Measures the channels of a shard by one number, on that shard. */
final class Measuring {
    /** The number of pending messages that takes as long to look at as the sizes of a channel. */
    private static final int PENDING_OF_A_VISIT = 8;

    private final Measure measure;
    private final Measurements.Taking found;

    /**
     * @param most how many channels there can be
     */
    Measuring(Measure measure, int most) {
        this.measure = measure;
        this.found = new Measurements.Taking(most);
    }

    Measurements found() {
        return found.taken();
    }

    /** Returns how much it was to look at the channel. */
    int add(Channel channel) {
        if (channel.isStopped()) {
            return 1;
        }
        long pending = 0;
        long value = 0;
        switch (measure) {
            case MESSAGES -> value = channel.messages().messageCount();
            case BYTES -> value = channel.messages().byteCount();
            case LAST_SEQUENCE -> value = channel.messages().lastSequence();
            case SUBSCRIPTIONS -> value = ShardPicture.subscriptionsOf(channel);
            case LAG_MESSAGES, OLDEST_WAITING -> {
                for (Dispatcher position : channel.interest().positions()) {
                    if (!Departure.isGone(position)) {
                        Lag lag = Lag.of(channel, position);
                        pending += lag.pending();
                        value = together(value, lag);
                    }
                }
            }
        }
        found.add(channel.channel(), value);
        return (int)
                Math.min(
                        Slices.MOST_AT_ONCE,
                        1 + channel.interest().count() + pending / PENDING_OF_A_VISIT);
    }

    private long together(long value, Lag lag) {
        if (measure == Measure.LAG_MESSAGES) {
            return Math.max(value, lag.unsent() + lag.pending());
        }
        long oldest = lag.oldestStoredEpochNanos();
        return value == 0 || (oldest != 0 && oldest < value) ? oldest : value;
    }
}
