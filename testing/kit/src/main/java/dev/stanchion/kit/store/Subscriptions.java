package dev.stanchion.kit.store;

import dev.stanchion.engine.spi.SubscriptionRecord;

/** Examples of subscriptions. */
final class Subscriptions {
    private Subscriptions() {}

    static SubscriptionRecord record(long id, String clientId) {
        return new SubscriptionRecord(
                id, clientId, "", "_INBOX.in", "_INBOX.ack." + id, 16, 30, "", 0, false, false);
    }

    static SubscriptionRecord durable(long id, String clientId, String ackInbox, long lastSent) {
        return new SubscriptionRecord(
                id, clientId, "", "_INBOX.in", ackInbox, 16, 30, "dur", lastSent, true, false);
    }

    static SubscriptionRecord closedDurable(long id, String clientId) {
        return new SubscriptionRecord(id, clientId, "", "", "", 16, 30, "dur", 7, true, true);
    }

    static SubscriptionRecord groupWithoutMembers(long id) {
        return new SubscriptionRecord(id, "", "dur:group", "", "", 16, 30, "", 9, true, true);
    }
}
