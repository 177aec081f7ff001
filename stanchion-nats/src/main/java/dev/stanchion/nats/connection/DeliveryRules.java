package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.message.RoutedMessage;
import dev.stanchion.nats.permission.DeniedSubjects;
import dev.stanchion.nats.permission.Rights;
import org.jspecify.annotations.Nullable;

/**
 * What permissions change about the deliveries to one subscription. Safe for use by many threads.
 *
 * @param denied what it must not be given; null if nothing
 * @param tickets whom to tell of reply subjects, which then may be answered to; null if nobody
 */
record DeliveryRules(@Nullable DeniedSubjects denied, @Nullable Rights tickets) {
    /** The rules for a subscription; null if there are none. */
    static @Nullable DeliveryRules of(@Nullable Rights rights, byte[] subject, byte[] queue) {
        if (rights == null) {
            return null;
        }
        DeniedSubjects denied = rights.deniedWithin(subject, queue);
        Rights tickets = rights.givesTickets() ? rights : null;
        return denied == null && tickets == null ? null : new DeliveryRules(denied, tickets);
    }

    boolean keepsBack(RoutedMessage message) {
        return denied != null && message.isAbout(denied);
    }

    void delivered(RoutedMessage message, TurnLoop loop) {
        if (tickets != null && message.replyLength() > 0) {
            tickets.received(message.reply(), loop.nanoTime());
        }
    }
}
