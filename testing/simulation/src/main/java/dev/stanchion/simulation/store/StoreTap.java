package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.util.Set;

/** Observes the calls between the engine and a store, in their order. */
public interface StoreTap {
    /** A new engine has read the data that the previous one left. */
    void onRecovered(RecoveredState state);

    /** A channel is open; the log may be asked about its bounds now. */
    void onOpened(String channel, ChannelLog log);

    void onDeleted(String channel);

    /** A message has been appended, after which the log begins at {@code firstSequence}. */
    void onAppended(String channel, long sequence, byte[] encoded, long firstSequence);

    /** The store is about to report messages durable. */
    void onDurable(String channel, long sequence);

    /** The store is about to show a message to a reader, which makes it durable for all to see. */
    void onRead(String channel, long sequence);

    /** The store is about to report that everything not durable is lost. */
    void onLost(String channel);

    void onRemoved(String channel, long firstSequence);

    /**
     * The store is about to report that a message cannot be read.
     *
     * @param forGood whether its bytes are damaged; else reading may work another time
     */
    void onUnreadable(String channel, long sequence, boolean forGood);

    void onSubscriptionPut(String channel, SubscriptionRecord subscription);

    void onSubscriptionDeleted(String channel, long id);

    /**
     * The store is about to report whether the ends of subscriptions are recorded.
     *
     * @param ids the subscriptions that were deleted or closed when the store was asked to record
     *     everything
     */
    void onEndsFlushed(String channel, Set<Long> ids, boolean succeeded);

    void onAcknowledged(String channel, long id, long sequence);

    /** The store has recorded a client, and is about to report it. */
    void onClientPut(ClientRecord client);

    void onClientDeleted(String clientId);
}
