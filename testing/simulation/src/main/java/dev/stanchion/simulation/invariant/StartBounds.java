package dev.stanchion.simulation.invariant;

import dev.stanchion.protocol.StartPosition;
import dev.stanchion.protocol.SubscriptionRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where a subscription may begin that was asked for at one moment and recorded at a later one: the
 * engine looked at the channel at some time in between.
 */
final class StartBounds {
    private final SubscriptionRequest request;
    private final @Nullable ChannelLedger askedChannel;
    private final Bounds boundsThen;
    private final long askedEpochNanos;

    /**
     * @param first the sequence of the first kept message; last + 1 if there is none
     * @param last the sequence of the last durable message; 0 if there never was one
     */
    private record Bounds(long first, long last) {
        static Bounds of(@Nullable ChannelLedger channel) {
            return channel == null
                    ? new Bounds(1, 0)
                    : new Bounds(channel.firstKept(), channel.durableUpTo());
        }
    }

    StartBounds(
            SubscriptionRequest request, @Nullable ChannelLedger channel, long askedEpochNanos) {
        this.request = request;
        this.askedEpochNanos = askedEpochNanos;
        askedChannel = channel;
        boundsThen = Bounds.of(channel);
    }

    /** Returns the requested start. */
    SubscriptionRequest request() {
        return request;
    }

    /** Returns whether the channel, in its current state, allows this first sequence. */
    boolean allow(long start, ChannelLedger channel, long nowEpochNanos) {
        Bounds now = Bounds.of(channel);
        // it may have been deleted meanwhile, and be another one of this name now
        Bounds asked = channel == askedChannel ? boundsThen : Bounds.of(null);
        // messages that are appended but not durable may count or not
        long next = channel.last() + 1;
        long earliest = Math.min(asked.first(), Math.max(1, now.first()));
        return switch (StartPosition.of(request.startPosition()).orElseThrow()) {
            case NEW_ONLY -> start >= asked.last() + 1 && start <= next;
            case LAST_RECEIVED -> start >= Math.max(1, asked.last()) && start <= next;
            case FIRST -> start >= earliest && start <= Math.max(now.first(), 1);
            case SEQUENCE ->
                    start >= clamp(earliest, asked.last() + 1) && start <= clamp(now.first(), next);
            case TIME_DELTA ->
                    start
                                    >= atOrAfter(channel, Math.min(askedEpochNanos, nowEpochNanos))
                                            .orIfNone(asked.last() + 1)
                            && start <= latest(channel, Math.max(askedEpochNanos, nowEpochNanos));
        };
    }

    @Override
    public String toString() {
        return "%s, asked when there were %d to %d"
                .formatted(request, boundsThen.first(), boundsThen.last());
    }

    private long clamp(long first, long next) {
        long wanted = request.startSequence();
        return Math.max(Math.min(wanted, next), first);
    }

    private Found atOrAfter(ChannelLedger channel, long epochNanos) {
        return new Found(channel.firstNotBefore(epochNanos - request.startTimeDeltaNanos()));
    }

    /** Returns the last place to begin at from which on nothing is before the wanted time. */
    private long latest(ChannelLedger channel, long epochNanos) {
        long after =
                Math.max(
                        atOrAfter(channel, epochNanos).orIfNone(channel.last() + 1),
                        channel.allNotBefore(epochNanos - request.startTimeDeltaNanos()));
        return Math.max(after, channel.firstReadable());
    }

    private record Found(long sequence) {
        long orIfNone(long next) {
            return sequence == 0 ? next : Math.min(sequence, next);
        }
    }
}
