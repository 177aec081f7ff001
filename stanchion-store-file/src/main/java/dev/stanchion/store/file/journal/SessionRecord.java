package dev.stanchion.store.file.journal;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.SubscriptionRecord;

/** One thing that a journal remembers; a later one about the same thing replaces it. */
sealed interface SessionRecord {
    /** The identity of the server. */
    record Server(ServerRecord server) implements SessionRecord {}

    /** A client is registered. */
    record Client(ClientRecord client) implements SessionRecord {}

    /** A client is registered no more. */
    record ClientGone(String clientId) implements SessionRecord {}

    /**
     * A channel exists.
     *
     * @param number of its slot; that of a deleted channel is given to a new one
     * @param highestSubscriptionId ever used in it, as far as no subscription here shows
     */
    record Channel(int number, String name, long highestSubscriptionId) implements SessionRecord {}

    /** A channel is deleted with its subscriptions. */
    record ChannelGone(int number) implements SessionRecord {}

    /** A subscription exists. */
    record Subscription(int channelNumber, SubscriptionRecord subscription)
            implements SessionRecord {}

    /** A subscription exists no more. */
    record SubscriptionGone(int channelNumber, long id) implements SessionRecord {}

    /**
     * A client is not there, or is again.
     *
     * @param sinceEpochMillis 0 if it is there
     */
    record ClientAbsent(String clientId, long sinceEpochMillis) implements SessionRecord {}
}
