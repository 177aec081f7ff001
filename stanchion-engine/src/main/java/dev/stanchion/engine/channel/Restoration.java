package dev.stanchion.engine.channel;

import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.client.ClientDirectory;
import dev.stanchion.engine.queue.QueueGroup;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.Pause;
import dev.stanchion.engine.subscription.PlainDispatcher;
import dev.stanchion.engine.subscription.Subscription;
import dev.stanchion.engine.subscription.Terms;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings back the subscriptions of an earlier run ({@code spec/streaming.md} 11.2). Subscriptions
 * of recovered clients continue as if nothing had happened, durables of other clients wait, and the
 * rest is forgotten.
 *
 * <p>Differs: a group member whose client is not recovered is not just discarded. Its
 * unacknowledged messages go to the other members, and the last member of a durable group stays as
 * the group's position. So a crash at the wrong moment loses nothing. If a message was about to
 * move from one member to another when the server crashed, it is recorded for both; it stays with
 * one.
 */
@ShardOwned
public final class Restoration {
    private final Channel channel;
    private final ClientDirectory clients;
    private final List<Subscription> active = new ArrayList<>();
    private final List<RecoveredState.Subscription> abandoned = new ArrayList<>();
    private boolean mayLackDeliveries;

    public Restoration(Channel channel, ClientDirectory clients) {
        this.channel = channel;
        this.clients = clients;
    }

    /** Restores all subscriptions of a channel, and sends messages again that are due. */
    public void restore(RecoveredState.Channel recovered) {
        mayLackDeliveries = recovered.mayLackDeliveries();
        for (RecoveredState.Subscription each : recovered.subscriptions()) {
            boolean isMember = !each.subscription().queueGroup().isEmpty();
            Client client = clientOf(each.subscription());
            if (isMember && client != null) {
                restoreMember(each, client);
            } else if (isMember) {
                abandoned.add(each);
            } else {
                restorePlain(each, client);
            }
        }
        abandoned.forEach(this::keepOrForget);
        channel.interest().restoredGroups();
        active.forEach(Subscription::listen);
        active.forEach(Subscription::follow);
        active.forEach(Subscription::restored);
    }

    /** Adds a position that nobody uses, and that is not there yet. */
    void provide(SubscriptionRecord record) {
        RecoveredState.Subscription added = new RecoveredState.Subscription(record, List.of());
        if (record.queueGroup().isEmpty()) {
            restorePlain(added, null);
            return;
        }
        keepOrForget(added);
        QueueGroup group = channel.interest().group(record.queueGroup());
        if (group != null) {
            group.restored();
        }
    }

    /** Returns the client that used it until the restart; null if there is none. */
    private @Nullable Client clientOf(SubscriptionRecord record) {
        return record.closed() ? null : clients.find(record.clientId());
    }

    private void restorePlain(RecoveredState.Subscription recovered, @Nullable Client client) {
        SubscriptionRecord record = recovered.subscription();
        if (client == null && !record.durable()) {
            channel.records().delete(record.id());
            return;
        }
        PlainDispatcher dispatcher = new PlainDispatcher(channel);
        Subscription subscription =
                new Subscription(record.id(), dispatcher, Terms.of(record), client);
        dispatcher.join(subscription);
        subscription.restore(record.lastSent(), recovered.pending(), record.attempts());
        dispatcher.startAt(subscription.lastSent() + 1);
        doubt(dispatcher, record);
        channel.interest().begin(dispatcher);
        pause(dispatcher, record);
        add(subscription, client);
    }

    private void restoreMember(RecoveredState.Subscription recovered, Client client) {
        SubscriptionRecord record = recovered.subscription();
        QueueGroup group = groupOf(record);
        Subscription member = memberOf(group, recovered, client);
        group.join(member);
        add(member, client);
    }

    private void keepOrForget(RecoveredState.Subscription recovered) {
        SubscriptionRecord record = recovered.subscription();
        QueueGroup existing = channel.interest().group(record.queueGroup());
        if (existing != null) {
            existing.inherit(soleHoldings(existing, recovered), record.lastSent());
            existing.restoreAttempts(record.attempts(), existing::isPending);
            doubt(existing, record);
        } else if (record.durable()) {
            QueueGroup group = groupOf(record);
            Subscription kept = memberOf(group, recovered, null);
            add(kept, null);
            group.keepLast(kept);
            return;
        }
        channel.records().delete(record.id());
    }

    private QueueGroup groupOf(SubscriptionRecord record) {
        QueueGroup existing = channel.interest().group(record.queueGroup());
        if (existing != null) {
            return existing;
        }
        QueueGroup group = new QueueGroup(channel, record.queueGroup(), record.durable());
        channel.interest().beginGroup(group);
        return group;
    }

    private Subscription memberOf(
            QueueGroup group, RecoveredState.Subscription recovered, @Nullable Client client) {
        SubscriptionRecord record = recovered.subscription();
        Subscription member = new Subscription(record.id(), group, Terms.of(record), client);
        member.restore(record.lastSent(), soleHoldings(group, recovered), record.attempts());
        group.startAt(Math.max(group.nextSequence(), member.lastSent() + 1));
        doubt(group, record);
        pause(group, record);
        return member;
    }

    /** A pause goes on. That of the channel holds for all its positions, those to come too. */
    private void pause(Dispatcher dispatcher, SubscriptionRecord record) {
        dispatcher.pause(record.pause());
        for (Pause each : dispatcher.pauses()) {
            if (each.ofChannel()) {
                channel.interest().pause(each);
            }
        }
    }

    /** A subscription that was in use may have been sent more messages than are recorded. */
    private void doubt(Dispatcher dispatcher, SubscriptionRecord record) {
        dispatcher.doubtUpTo(record.perhapsSentUpTo());
        if (mayLackDeliveries && !record.closed()) {
            dispatcher.doubtUpTo(channel.messages().lastSequence());
        }
    }

    /**
     * Returns its unacknowledged messages, except those that another member of the group continues
     * with.
     */
    private List<Long> soleHoldings(QueueGroup group, RecoveredState.Subscription recovered) {
        List<Long> sole = new ArrayList<>();
        for (long sequence : recovered.pending()) {
            if (group.isPending(sequence)) {
                channel.records().acknowledged(recovered.subscription().id(), sequence);
            } else {
                sole.add(sequence);
            }
        }
        return sole;
    }

    private void add(Subscription subscription, @Nullable Client client) {
        channel.interest().add(subscription);
        if (client == null) {
            subscription.restoredDormant();
            // a later client of the same ID has nothing to do with it until it resumes it
            channel.records().put(subscription.record());
        } else {
            Tenancy.begin(channel, subscription, client);
            active.add(subscription);
            if (mayLackDeliveries) {
                // the next restart may be one in good order, after which the store has no doubts
                channel.records().put(subscription.record());
            }
        }
    }
}
