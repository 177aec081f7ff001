package dev.stanchion.store.file.delivery;

import dev.stanchion.engine.spi.SubscriptionRecord;

/**
 * Gets the events of subscriptions, in the order in which they happened to each. {@code number} is
 * that of the frame with the event. A subscription's record has the number up to which it knows
 * everything.
 */
public interface DeliverySink {
    /** A subscription is new, or its record has changed; its pending messages stay. */
    void put(long number, long channel, SubscriptionRecord subscription);

    /** A subscription has ended. */
    void gone(long number, long channel, long id);

    /** It was sent a message. */
    void delivered(long number, long channel, long id, long sequence);

    /** A message does not wait for its acknowledgement any more. */
    void acknowledged(long number, long channel, long id, long sequence);
}
