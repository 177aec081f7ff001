package dev.stanchion.engine;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.Subscription;

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
            case FIRST_SEQUENCE -> value = channel.messages().firstSequence();
            case LAST_SEQUENCE -> value = channel.messages().lastSequence();
            case SUBSCRIPTIONS -> value = ShardPicture.subscriptionsOf(channel);
            case LAST_STORED -> value = channel.messages().lastTimestampEpochNanos();
            case PARKED -> value = ShardPicture.openParkedOf(channel);
            case POSITIONS -> {
                for (Dispatcher position : channel.interest().positions()) {
                    value += Departure.isGone(position) ? 0 : 1;
                }
            }
            case LAG_MESSAGES, OLDEST_WAITING, OLDEST_STUCK -> {
                for (Dispatcher position : channel.interest().positions()) {
                    if (!Departure.isGone(position) && isMeant(position)) {
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

    private boolean isMeant(Dispatcher position) {
        return measure != Measure.OLDEST_STUCK
                || (position.pauses().isEmpty() && hasMember(position));
    }

    private static boolean hasMember(Dispatcher position) {
        for (Subscription each : position.subscriptions()) {
            if (each.isActive()) {
                return true;
            }
        }
        return false;
    }

    private long together(long value, Lag lag) {
        if (measure == Measure.LAG_MESSAGES) {
            return Math.max(value, lag.unsent() + lag.pending());
        }
        long oldest = lag.oldestStoredEpochNanos();
        return value == 0 || (oldest != 0 && oldest < value) ? oldest : value;
    }
}
