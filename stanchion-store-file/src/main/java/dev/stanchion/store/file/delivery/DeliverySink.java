package dev.stanchion.store.file.delivery;

import dev.stanchion.engine.spi.SubscriptionRecord;

/**
 * Hears what happened to subscriptions, in the order in which it happened to each. {@code number}
 * is that of the frame that says it; a subscription's record has the number up to which it knows
 * everything.
 */
public interface DeliverySink {
    /** A subscription is new, or its record has changed; what is pending stays. */
    void put(long number, long channel, SubscriptionRecord subscription);

    /** A subscription has ended. */
    void gone(long number, long channel, long id);

    /** It was sent a message. */
    void delivered(long number, long channel, long id, long sequence);

    /** A message does not wait for its acknowledgement any more. */
    void acknowledged(long number, long channel, long id, long sequence);
}
