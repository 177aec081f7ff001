package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.message.RoutedMessage;
import dev.stanchion.nats.permission.DeniedSubjects;
import dev.stanchion.nats.permission.Rights;
import org.jspecify.annotations.Nullable;

/**
 * The rules of permissions for the deliveries to one subscription. Safe for use by many threads.
 *
 * @param denied the subjects that it must not get; null if there are none
 * @param tickets the rights that remember reply subjects, which the client may then answer; null if
 *     there are none
 */
record DeliveryRules(@Nullable DeniedSubjects denied, @Nullable Rights tickets) {
    /** Returns the rules for a subscription; null if there are none. */
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
