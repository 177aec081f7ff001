package dev.stanchion.engine.subscription;

import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.SubscriptionLog;

/** The channel, as its subscriptions see it. */
public interface Source {
    String channel();

    /** Returns the channel's name, encoded; not to be changed. */
    byte[] channelBytes();

    ChannelLog messages();

    SubscriptionLog records();

    /**
     * Returns the next sequence that the channel will offer to all dispatchers by itself. They read
     * earlier messages on their own.
     */
    long liveSequence();

    /** Returns the policies that hold now for all channels. */
    Policies policies();

    /** Returns how subscriptions of this shard are sent messages. */
    Delivery delivery();
}
