package dev.stanchion.engine;

import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.Subscription;
import java.util.List;

/**
 * Which subscriptions people are no longer shown, because the connection of their client has ended.
 * The engine keeps them until the client comes back or fails too many heartbeats.
 *
 * <p>What outlives the client stays in view, as offline: a durable, and one member of a durable
 * group that has nobody else.
 *
 * <p>Differs: NATS Streaming shows all of them until the heartbeats have failed.
 */
final class Departure {
    private Departure() {}

    /** Returns whether a subscription ends with a client that has no connection. */
    static boolean isGone(Subscription subscription) {
        return hasNoConnection(subscription) && !isKeptInView(subscription);
    }

    /** Returns whether the client that uses a subscription has no connection. */
    static boolean hasNoConnection(Subscription subscription) {
        Client client = subscription.client();
        return subscription.isActive() && client != null && !client.isConnected();
    }

    /** Asked of every subscription each second while somebody looks, so it makes no objects. */
    private static boolean isKeptInView(Subscription subscription) {
        if (!subscription.terms().durable()) {
            return false;
        }
        for (Subscription each : subscription.dispatcher().subscriptions()) {
            if (!hasNoConnection(each) || each.id() < subscription.id()) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether all subscriptions of a position are gone. */
    static boolean isGone(Dispatcher position) {
        List<Subscription> sharing = position.subscriptions();
        for (Subscription each : sharing) {
            if (!isGone(each)) {
                return false;
            }
        }
        return !sharing.isEmpty();
    }
}
