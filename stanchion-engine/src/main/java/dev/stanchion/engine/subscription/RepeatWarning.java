package dev.stanchion.engine.subscription;

import dev.stanchion.engine.shard.ShardOwned;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of messages that one position was sent again and again and that nobody acknowledges. Each
 * message causes at most one warning, and each position at most one a minute. It costs nothing
 * until a message was sent again several times.
 */
@ShardOwned
final class RepeatWarning {
    private static final Logger LOG = LoggerFactory.getLogger(RepeatWarning.class);

    /** The number of redeliveries from which on a message is worth a warning. */
    private static final int REDELIVERIES = 5;

    private static final long PAUSE_NANOS = 60_000_000_000L;

    private final Source source;
    private final Set<Long> warned = new HashSet<>();
    private boolean hasWarned;
    private long lastNanos;

    RepeatWarning(Source source) {
        this.source = source;
    }

    /**
     * A message was sent again.
     *
     * @param position returns whose message it is
     * @param holder the terms of the subscription that it was sent to
     */
    void sentAgain(
            Supplier<PositionName> position,
            Terms holder,
            long subscriptionId,
            long sequence,
            int redeliveries) {
        // a count is negative once it has wrapped
        if (redeliveries >= 0 && redeliveries < REDELIVERIES) {
            return;
        }
        long now = source.delivery().nowNanos();
        boolean isTooSoon = hasWarned && now - lastNanos < PAUSE_NANOS;
        if (isTooSoon || warned.contains(sequence)) {
            return;
        }
        warned.add(sequence);
        hasWarned = true;
        lastNanos = now;
        LOG.warn(
                "[Client:{}] Message {} of {} was sent {} times to {} and never acknowledged; the"
                        + " last time to {} (subid={}), with an ack wait of {}s",
                holder.clientId(),
                sequence,
                source.channel(),
                redeliveries + 1L,
                position.get().described(),
                holder.clientId(),
                subscriptionId,
                holder.ackWaitSeconds());
    }

    /** A message is settled. */
    void forget(long sequence) {
        warned.remove(sequence);
    }
}
