package dev.stanchion.engine.admin;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.KeysInUse;
import dev.stanchion.engine.subscription.Pause;
import dev.stanchion.engine.subscription.Subscription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Copies the state of positions, on their shard, into values that any thread may hold. */
final class Views {
    private Views() {}

    static PositionState of(Channel channel, Dispatcher position) {
        List<Subscription> sharing = position.subscriptions();
        long pending = pendingOf(position);
        long unsent = unsentOf(channel, position);
        return new PositionState(
                Positions.keyOf(position),
                sharing.stream().anyMatch(one -> one.terms().durable()),
                position.isPlaced() ? position.nextSequence() : 0,
                unsent,
                pending,
                oldestAt(channel, position, unsent, pending),
                position.pauses().stream().findFirst().map(Views::pause),
                sharing.stream().map(Views::member).toList());
    }

    private static PauseState pause(Pause pause) {
        return new PauseState(
                pause.ofChannel(),
                pause.by(),
                pause.sinceEpochNanos(),
                pause.untilEpochNanos(),
                pause.reason());
    }

    static long pendingOf(Dispatcher position) {
        return position.subscriptions().stream().mapToLong(Subscription::pending).sum();
    }

    /** Returns how many messages it has yet to send that the channel keeps. */
    static long unsentOf(Channel channel, Dispatcher position) {
        ChannelLog log = channel.messages();
        long unsent = position.isPlaced() ? log.countFrom(position.nextSequence()) : 0;
        return unsent + position.aside();
    }

    private static long oldestAt(Channel channel, Dispatcher position, long unsent, long pending) {
        if (unsent + pending == 0) {
            return 0;
        }
        long oldest =
                position.subscriptions().stream()
                        .mapToLong(Subscription::lowestPending)
                        .min()
                        .orElse(Long.MAX_VALUE);
        long first = channel.messages().firstSequence();
        if (unsent > 0) {
            oldest = Math.min(oldest, Math.max(position.nextSequence(), first));
        }
        return position.dueEpochNanos(channel.storedAtEpochNanos(Math.max(oldest, first)));
    }

    private static PositionState.Member member(Subscription one) {
        return new PositionState.Member(
                one.id(),
                one.terms().clientId(),
                one.terms().inbox(),
                one.terms().maxInFlight(),
                one.terms().ackWaitSeconds(),
                one.pending(),
                one.pending() == 0 ? 0 : one.lowestPending(),
                !one.isActive(),
                one.isStalled(),
                one.isAbsent(),
                one.isFailing(),
                addressOf(one),
                one.acknowledgements(),
                one.sentAgain());
    }

    private static String addressOf(Subscription one) {
        Client client = one.client();
        return client == null || !client.isConnected() ? "" : client.session().address();
    }

    static PendingMessages pending(Dispatcher position, int most, long nowNanos) {
        List<PendingMessages.Message> oldest = new ArrayList<>();
        for (Subscription holder : position.subscriptions()) {
            for (long sequence : holder.lowestPending(most)) {
                oldest.add(
                        new PendingMessages.Message(
                                sequence,
                                position.resends(sequence),
                                holder.terms().clientId(),
                                holder.id(),
                                holder.deadlineNanos(sequence) - nowNanos));
            }
        }
        oldest.sort(Comparator.comparingLong(PendingMessages.Message::sequence));
        return new PendingMessages(
                pendingOf(position), oldest.subList(0, Math.min(most, oldest.size())));
    }

    static KeyTable keys(Dispatcher position, int most) {
        KeysInUse inUse = position.keysInUse();
        return new KeyTable(
                inUse.isOrdered(),
                inUse.keys(),
                inUse.waiting(),
                inUse.maxWaiting(),
                inUse.held(),
                position.busiestKeys(most).stream()
                        .map(each ->
                                new KeyTable.BusyKey(
                                        each.sequence(),
                                        each.waiting(),
                                        holderOf(position, each.sequence())))
                        .toList());
    }

    private static String holderOf(Dispatcher position, long sequence) {
        return position.subscriptions().stream()
                .filter(each -> each.isPending(sequence))
                .map(each -> each.terms().clientId())
                .findFirst()
                .orElse("");
    }

    static MessageDelivery delivery(Dispatcher position, long sequence) {
        PositionKey key = Positions.keyOf(position);
        for (Subscription holder : position.subscriptions()) {
            if (holder.isPending(sequence)) {
                return new MessageDelivery(
                        key,
                        MessageDelivery.State.IN_FLIGHT,
                        holder.terms().clientId(),
                        position.resends(sequence));
            }
        }
        boolean isUnsent =
                !position.isPlaced()
                        || sequence >= position.nextSequence()
                        || position.isAside(sequence);
        return new MessageDelivery(
                key,
                isUnsent ? MessageDelivery.State.UNSENT : MessageDelivery.State.SETTLED,
                "",
                0);
    }
}
