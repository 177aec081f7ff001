package dev.stanchion.engine.admin;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.Subscription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the positions of a channel by the names that operators give them. On its shard. */
final class Positions {
    private static final int MOST_NEAR = 3;

    private Positions() {}

    /** Returns the position; null if there is none, or if the name fits several groups. */
    static @Nullable Dispatcher find(Channel channel, PositionKey key) {
        Dispatcher found = null;
        int fits = 0;
        for (Dispatcher position : channel.interest().positions()) {
            if (keyOf(position).equals(key)) {
                return position;
            }
            if (key instanceof PositionKey.Group(String name)
                    && !position.queueGroup().isEmpty()
                    && position.name().isCalled(name)) {
                found = position;
                fits++;
            }
        }
        return fits == 1 ? found : null;
    }

    /** Returns the name of a position. */
    static PositionKey keyOf(Dispatcher position) {
        if (!position.queueGroup().isEmpty()) {
            return new PositionKey.Group(position.queueGroup());
        }
        List<Subscription> sharing = position.subscriptions();
        if (sharing.isEmpty()) {
            return new PositionKey.Plain(0);
        }
        Subscription owner = sharing.getFirst();
        return owner.terms().durableName().isEmpty()
                ? new PositionKey.Plain(owner.id())
                : new PositionKey.Durable(owner.terms().clientId(), owner.terms().durableName());
    }

    static Failure.NoSuchPosition none(Channel channel, PositionKey key) {
        List<PositionKey> near =
                channel.interest().positions().stream()
                        .map(Positions::keyOf)
                        .filter(known -> known.getClass() == key.getClass())
                        .limit(MOST_NEAR)
                        .toList();
        return new Failure.NoSuchPosition(channel.channel(), key, near);
    }
}
