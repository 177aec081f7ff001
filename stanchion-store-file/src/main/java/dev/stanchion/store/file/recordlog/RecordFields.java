package dev.stanchion.store.file.recordlog;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.SubscriptionRecord;

/**
 * The fields of the engine's records, in the order of each record, as the session journal and the
 * catalog of a file store both have them. The order is for good. Stateless.
 */
public final class RecordFields {
    private RecordFields() {}

    public static void write(FieldWriter to, ServerRecord server) {
        to.text(server.clusterId()).text(server.discoverPrefix()).text(server.requestToken());
    }

    public static ServerRecord server(FieldReader from) {
        return new ServerRecord(from.text(), from.text(), from.text());
    }

    public static void write(FieldWriter to, ClientRecord client) {
        to.text(client.clientId())
                .text(client.heartbeatInbox())
                .text(client.connectionId())
                .integer(client.protocol())
                .integer(client.pingInterval())
                .integer(client.pingMaxOut())
                .text(client.claimedId())
                .text(client.requestToken());
    }

    public static ClientRecord client(FieldReader from) {
        return new ClientRecord(
                from.text(),
                from.text(),
                from.text(),
                from.integer(),
                from.integer(),
                from.integer(),
                from.text(),
                from.text());
    }

    public static void write(FieldWriter to, SubscriptionRecord subscription) {
        to.number(subscription.id())
                .text(subscription.clientId())
                .text(subscription.queueGroup())
                .text(subscription.inbox())
                .text(subscription.ackInbox())
                .integer(subscription.maxInFlight())
                .integer(subscription.ackWaitSeconds())
                .text(subscription.durableName())
                .number(subscription.lastSent())
                .flag(subscription.durable())
                .flag(subscription.closed());
    }

    /**
     * Writes the fields that came later: the user, the sequence up to which messages may have been
     * sent, and the notes on a pause and on attempts. They are at the end of a record, as far as
     * they say anything.
     */
    public static void writeLater(FieldWriter to, SubscriptionRecord subscription) {
        boolean hasAttempts = !subscription.attempts().isEmpty();
        boolean isPaused = hasAttempts || !subscription.pause().isEmpty();
        boolean isInDoubt = isPaused || subscription.perhapsSentUpTo() > 0;
        if (isInDoubt || !subscription.user().isEmpty()) {
            to.text(subscription.user());
        }
        if (isInDoubt) {
            to.number(subscription.perhapsSentUpTo());
        }
        if (isPaused) {
            to.text(subscription.pause());
        }
        if (hasAttempts) {
            to.text(subscription.attempts());
        }
    }

    /** Returns the subscription with the fields that came later; at the end of its record. */
    public static SubscriptionRecord withLater(FieldReader from, SubscriptionRecord subscription) {
        if (!from.hasMore()) {
            return subscription;
        }
        SubscriptionRecord ofUser = subscription.withUser(from.text());
        if (!from.hasMore()) {
            return ofUser;
        }
        SubscriptionRecord inDoubt = ofUser.withPerhapsSentUpTo(from.number());
        if (!from.hasMore()) {
            return inDoubt;
        }
        SubscriptionRecord paused = inDoubt.withPause(from.text());
        return from.hasMore() ? paused.withAttempts(from.text()) : paused;
    }

    public static SubscriptionRecord subscription(FieldReader from) {
        return new SubscriptionRecord(
                from.number(),
                from.text(),
                from.text(),
                from.text(),
                from.text(),
                from.integer(),
                from.integer(),
                from.text(),
                from.number(),
                from.flag(),
                from.flag());
    }
}
