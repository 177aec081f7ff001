package dev.stanchion.engine.channel;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.protocol.StartPosition;
import dev.stanchion.protocol.SubscriptionRequest;

/**
 * Finds the sequence at which a new position begins ({@code spec/streaming.md} 5.2). No request is
 * an error.
 */
final class StartSequence {
    private StartSequence() {}

    /** Finds the sequence of the first message to send, which need not exist yet. */
    static void find(
            StartPosition position,
            SubscriptionRequest request,
            ChannelLog log,
            long nowEpochNanos,
            Outcome<Long> outcome) {
        long first = Math.max(1, log.firstSequence());
        long last = log.lastSequence();
        switch (position) {
            case NEW_ONLY -> outcome.succeeded(last + 1);
            case LAST_RECEIVED -> outcome.succeeded(Math.max(first, last));
            case FIRST -> outcome.succeeded(first);
            case SEQUENCE -> outcome.succeeded(clamp(request.startSequence(), first, last + 1));
            case TIME_DELTA ->
                    log.sequenceAt(
                            minus(nowEpochNanos, request.startTimeDeltaNanos()),
                            atLeast(1, outcome));
        }
    }

    /** The client's number is unsigned. */
    private static long clamp(long sequence, long least, long most) {
        if (Long.compareUnsigned(sequence, least) < 0) {
            return least;
        }
        return Long.compareUnsigned(sequence, most) > 0 ? most : sequence;
    }

    private static long minus(long nowEpochNanos, long deltaNanos) {
        long start = nowEpochNanos - deltaNanos;
        boolean overflows = deltaNanos < 0 && start < nowEpochNanos;
        return overflows ? Long.MAX_VALUE : start;
    }

    private static Outcome<Long> atLeast(long least, Outcome<Long> outcome) {
        return Outcome.of(
                sequence -> outcome.succeeded(Math.max(least, sequence)), outcome::failed);
    }
}
