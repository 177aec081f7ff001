package dev.stanchion.engine;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.Subscription;
import java.util.List;

/**
 * How far a position is behind its channel.
 *
 * @param unsent kept messages that it was not sent yet
 * @param pending sent and not acknowledged
 * @param oldestStoredEpochNanos about when the oldest of both was stored and its delay was over; 0
 *     if there is none
 */
record Lag(long unsent, long pending, long oldestStoredEpochNanos) {
    static Lag of(Channel channel, Dispatcher position) {
        ChannelLog log = channel.messages();
        List<Subscription> sharing = position.subscriptions();
        long unsentFrom = Math.max(position.nextSequence(), log.firstSequence());
        long unread = position.isPlaced() ? log.countFrom(unsentFrom) : 0;
        long unsent = unread + position.aside();
        long pending = 0;
        long oldest = sharing.isEmpty() ? 0 : Long.MAX_VALUE;
        for (Subscription each : sharing) {
            pending += each.pending();
            oldest = Math.min(oldest, each.lowestPending());
        }
        if (unsent + pending == 0) {
            return new Lag(0, 0, 0);
        }
        if (unsent > 0) {
            oldest = Math.min(oldest, unsentFrom);
        }
        long stored = channel.storedAtEpochNanos(Math.max(oldest, log.firstSequence()));
        return new Lag(unsent, pending, position.dueEpochNanos(stored));
    }
}
