package dev.stanchion.engine.finding;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.subscription.Dispatcher;
import java.util.ArrayList;
import java.util.List;

/**
 * How near a channel is to its limits. A channel that has reached its maximum of messages or bytes
 * is in order as long as nobody waits for the messages that are removed.
 */
@ShardOwned
final class LimitWatch {
    /** The tenth part is what is left at 90 percent. */
    private static final int PART = 10;

    private final Channel channel;
    private long lowestOwed = Long.MAX_VALUE;
    private String waiting = "";

    LimitWatch(Channel channel) {
        this.channel = channel;
    }

    void add(Dispatcher position, PositionWatch watch) {
        if (!isNear(messages(), channel.limits().maxMessages())
                && !isNear(bytes(), channel.limits().maxBytes())) {
            return;
        }
        long owed = watch.lowestOwed();
        if (owed < lowestOwed) {
            lowestOwed = owed;
            waiting = position.name().described();
        }
    }

    private long messages() {
        return channel.messages().messageCount();
    }

    private long bytes() {
        return channel.messages().byteCount();
    }

    List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        int subscriptions = channel.interest().count();
        int mostSubscriptions = channel.interest().maxSubscriptions();
        if (isNearlyFull(subscriptions, mostSubscriptions)) {
            found.add(
                    new Finding.LimitNear(
                            channel.channel(), "max_subs", subscriptions, mostSubscriptions, ""));
        }
        if (wouldLose()) {
            addIfNear(found, "max_msgs", messages(), channel.limits().maxMessages());
            addIfNear(found, "max_bytes", bytes(), channel.limits().maxBytes());
        }
        return found;
    }

    /** Returns whether a position has yet to acknowledge the messages that would go first. */
    private boolean wouldLose() {
        ChannelLog log = channel.messages();
        return lowestOwed <= log.firstSequence() + log.messageCount() / PART;
    }

    private void addIfNear(List<Finding> found, String limit, long used, long allowed) {
        if (isNear(used, allowed)) {
            found.add(new Finding.LimitNear(channel.channel(), limit, used, allowed, waiting));
        }
    }

    /** Returns whether at least 90 percent are in use; 0 allows any number. */
    static boolean isNear(long used, long allowed) {
        return allowed > 0 && used >= allowed - allowed / PART;
    }

    /** As {@link #isNear}. Who allows fewer than ten means to use all of them. */
    static boolean isNearlyFull(long used, long allowed) {
        return allowed >= PART && isNear(used, allowed);
    }
}
