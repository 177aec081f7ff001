package dev.stanchion.engine.diagnosis;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.ParkedMessages;
import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.subscription.Condition;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.KeysInUse;
import dev.stanchion.engine.subscription.Pause;
import dev.stanchion.engine.subscription.PositionHistory;
import dev.stanchion.engine.subscription.PositionTrail;
import dev.stanchion.engine.subscription.Subscription;
import dev.stanchion.protocol.ParkedNote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says what holds one position up. */
@ShardOwned
final class PositionLook {
    /** A reader that takes one message at a time always has one in flight. */
    private static final long STALLED_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long SLOW_READ_NANOS = Duration.ofSeconds(1).toNanos();

    /** A position that is less behind than this gets a message when it comes. */
    private static final long SLOW_NANOS = Duration.ofSeconds(10).toNanos();

    private static final long RECENT_NANOS = Duration.ofHours(24).toNanos();
    private static final int POISON_ATTEMPTS = 5;

    /** A position that never acknowledges has been sent this many times its window. */
    private static final int WINDOWS = 3;

    private final Channel channel;
    private final Dispatcher position;
    private final Look.Surroundings surroundings;
    private final String name;
    private final List<Subscription> sharing;
    private final List<Condition> conditions;
    private final long pending;
    private final long unsent;
    private final long maxInFlight;
    private final List<Standstill> reasons = new ArrayList<>();

    PositionLook(Channel channel, Dispatcher position, Look.Surroundings surroundings) {
        this.channel = channel;
        this.position = position;
        this.surroundings = surroundings;
        this.name = position.name().shown();
        this.sharing = position.subscriptions();
        this.conditions = sharing.stream().map(Subscription::condition).toList();
        this.pending = conditions.stream().mapToLong(Condition::pending).sum();
        this.unsent = unsent(position, channel.messages());
        this.maxInFlight = sharing.stream().mapToLong(each -> each.terms().maxInFlight()).sum();
    }

    private static long unsent(Dispatcher position, ChannelLog log) {
        long unread = position.isPlaced() ? log.countFrom(position.nextSequence()) : 0;
        return unread + position.aside();
    }

    List<Standstill> reasons() {
        if (sharing.isEmpty() || ParkedMessages.isKeptBy(position)) {
            return List.of();
        }
        for (Pause each : position.pauses()) {
            reasons.add(
                    new PolicyStandstill.Paused(
                            each.ofChannel() ? channel.channel() : name,
                            each.by(),
                            each.sinceEpochNanos(),
                            each.untilEpochNanos(),
                            each.reason()));
        }
        addSlowRead();
        boolean isOffline = addOffline();
        for (int i = 0; i < sharing.size(); i++) {
            addReceiver(sharing.get(i), conditions.get(i), isOffline);
        }
        if (!isOffline) {
            addHandler();
        }
        addKeys();
        addDelay();
        addParked();
        addLimits();
        addIgnoredStart();
        if (unsent == 0 && pending == 0 && !isOffline) {
            addNothingNew();
        }
        return reasons;
    }

    private void addSlowRead() {
        long takes = position.readingNanos();
        if (takes > SLOW_READ_NANOS) {
            reasons.add(new ChannelStandstill.StoreIsSlow(channel.channel(), takes));
        }
    }

    /** A durable, or a durable group, whose clients are gone or have no connection. */
    private boolean addOffline() {
        Subscription first = sharing.getFirst();
        if (!first.terms().durable() || !sharing.stream().allMatch(PositionLook::hasNobody)) {
            return false;
        }
        long since = Long.MAX_VALUE;
        for (int i = 0; i < sharing.size(); i++) {
            since = Math.min(since, offlineNanos(sharing.get(i), conditions.get(i)));
        }
        reasons.add(
                new ListenerStandstill.Offline(
                        name,
                        since,
                        conditions.getFirst().wasOfflineAtStart(),
                        position.nextSequence() - 1,
                        unsent + pending));
        return true;
    }

    private static boolean hasNobody(Subscription subscription) {
        Client client = subscription.client();
        return !subscription.isActive() || (client != null && !client.isConnected());
    }

    private long offlineNanos(Subscription subscription, Condition condition) {
        Client client = subscription.client();
        return subscription.isActive() && client != null
                ? since(client.disconnectedEpochNanos())
                : Math.max(0, condition.offlineNanos());
    }

    private long since(long epochNanos) {
        return Math.max(0, surroundings.nowEpochNanos() - epochNanos);
    }

    private void addReceiver(Subscription subscription, Condition condition, boolean isOffline) {
        Client client = subscription.client();
        if (!subscription.isActive() || client == null) {
            return;
        }
        if (condition.absentNanos() >= 0 && !isOffline) {
            reasons.add(
                    new ListenerStandstill.Absent(
                            client.id(), condition.absentNanos(), client.isConnected()));
        } else if (client.isFailing() && client.isConnected()) {
            reasons.add(
                    new ListenerStandstill.Failing(
                            client.id(),
                            client.missedHeartbeats(),
                            surroundings.heartbeatsAllowed(),
                            since(client.heardEpochNanos())));
        }
        if (condition.congestedNanos() >= 0) {
            reasons.add(new ListenerStandstill.Congested(client.id(), condition.congestedNanos()));
        }
        if (condition.backlog() > 0) {
            reasons.add(
                    new ListenerStandstill.Resuming(
                            name,
                            condition.backlog(),
                            Math.max(0, condition.backlog() - condition.pending())));
        }
    }

    private void addHandler() {
        long settled = position.history().settled(position.nextSequence(), pending);
        long deliveries = conditions.stream().mapToLong(Condition::deliveries).sum();
        boolean neverAcks = settled == 0 && deliveries >= WINDOWS * maxInFlight;
        if (neverAcks) {
            reasons.add(
                    new ListenerStandstill.NeverAcks(
                            name, deliveries, position.history().sinceEpochNanos()));
        }
        boolean isStalled = addStalled();
        if (!neverAcks && !addPoison(settled, isStalled)) {
            addWaitingAgain();
        }
        position.history().trail().fallingBehind().ifPresent(this::addSlow);
    }

    private void addSlow(PositionTrail.Pace pace) {
        long lowest = Long.MAX_VALUE;
        for (Condition each : conditions) {
            lowest = each.pending() > 0 ? Math.min(lowest, each.oldest()) : lowest;
        }
        long first = unsent > 0 ? Math.min(lowest, position.nextSequence()) : lowest;
        long storedAt = channel.storedAtEpochNanos(first);
        long behind = storedAt == 0 ? 0 : since(storedAt);
        if (behind >= SLOW_NANOS) {
            reasons.add(
                    new ListenerStandstill.Slow(
                            name, pace.inPerSecond(), pace.ackedPerSecond(), behind, maxInFlight));
        }
    }

    private boolean addStalled() {
        List<Subscription> active = sharing.stream().filter(Subscription::isActive).toList();
        int oldest = oldest();
        if (active.isEmpty()
                || oldest < 0
                || !active.stream().allMatch(Subscription::isStalled)
                || conditions.get(oldest).oldestNanos() < STALLED_NANOS) {
            return false;
        }
        Subscription holder = sharing.get(oldest);
        Condition condition = conditions.get(oldest);
        Client client = holder.client();
        reasons.add(
                new ListenerStandstill.Stalled(
                        name,
                        pending,
                        maxInFlight,
                        condition.oldest(),
                        condition.oldestNanos(),
                        holder.terms().clientId(),
                        client == null ? "" : client.session().address(),
                        holder.terms().ackWaitSeconds(),
                        condition.oldestAttempts()));
        return true;
    }

    /** Returns the place of the subscription with the lowest pending message; -1 if none is. */
    private int oldest() {
        int oldest = -1;
        for (int i = 0; i < conditions.size(); i++) {
            boolean isOlder =
                    oldest < 0 || conditions.get(i).oldest() < conditions.get(oldest).oldest();
            if (conditions.get(i).pending() > 0 && isOlder) {
                oldest = i;
            }
        }
        return oldest;
    }

    private boolean addPoison(long settled, boolean isStalled) {
        Condition worst = null;
        for (Condition each : conditions) {
            if (worst == null || each.worstAttempts() > worst.worstAttempts()) {
                worst = each;
            }
        }
        boolean isAlone = maxInFlight == 1;
        if (worst == null
                || worst.worstAttempts() < POISON_ATTEMPTS
                || (settled == 0 && !isAlone)) {
            return false;
        }
        reasons.add(
                new PolicyStandstill.Poison(
                        name, worst.worst(), worst.worstAttempts(), isStalled ? pending : 0));
        return true;
    }

    private void addWaitingAgain() {
        Condition next = null;
        long waiting = 0;
        for (Condition each : conditions) {
            waiting += each.waitingAgain();
            boolean isNext =
                    each.waitingAgain() > 0
                            && (next == null || each.nextDueNanos() < next.nextDueNanos());
            next = isNext ? each : next;
        }
        if (next != null) {
            reasons.add(
                    new PolicyStandstill.WaitingAgain(
                            name,
                            waiting,
                            next.nextDueNanos(),
                            next.nextAttempt(),
                            position.policy().maxDeliveries()));
        }
    }

    private void addParked() {
        PositionHistory history = position.history();
        if (!history.notParkedReason().isEmpty()) {
            reasons.add(
                    new PolicyStandstill.CannotPark(
                            name,
                            ParkedNote.channelFor(channel.channel()),
                            history.notParkedReason()));
        }
        if (history.parked() > 0 && since(history.parkedAtEpochNanos()) < RECENT_NANOS) {
            reasons.add(
                    new PolicyStandstill.Parked(
                            name,
                            channel.channel(),
                            history.parked(),
                            history.parkedAtEpochNanos(),
                            history.parkedReason()));
        }
    }

    /** Keys are part of the payload, so the reasons name sequences only. */
    private void addKeys() {
        KeysInUse keys = position.keysInUse();
        if (keys.isFull()) {
            reasons.add(
                    new PolicyStandstill.KeyFull(name, keys.waiting(), keys.keys(), keys.behind()));
        }
        if (keys.held() > 0) {
            reasons.add(
                    new PolicyStandstill.KeyHeld(
                            name, channel.channel(), keys.held(), keys.firstHead()));
        }
        if (keys.waitingBehind() == 0) {
            return;
        }
        for (int i = 0; i < sharing.size(); i++) {
            Subscription holder = sharing.get(i);
            if (holder.isPending(keys.behind())) {
                reasons.add(
                        new PolicyStandstill.KeyBusy(
                                name,
                                keys.waitingBehind(),
                                keys.behind(),
                                holder.terms().clientId(),
                                holder.pendingNanos(keys.behind())));
            }
        }
    }

    private void addDelay() {
        long left = position.delayedForNanos();
        if (left > 0) {
            reasons.add(new PolicyStandstill.Delayed(name, position.delayNanos(), left));
        }
    }

    private void addLimits() {
        PositionHistory history = position.history();
        long dropped = history.dropped(position.nextSequence(), channel.messages().firstSequence());
        boolean isNow = position.nextSequence() < channel.messages().firstSequence();
        if (dropped > 0 && (isNow || since(history.droppedAtEpochNanos()) < RECENT_NANOS)) {
            reasons.add(
                    new ChannelStandstill.LimitsDropped(name, dropped, limits(channel.limits())));
        }
    }

    private static String limits(ChannelLimits limits) {
        List<String> set = new ArrayList<>();
        if (limits.maxMessages() > 0) {
            set.add("max_msgs=" + Told.number(limits.maxMessages()));
        }
        if (limits.maxBytes() > 0) {
            set.add("max_bytes=" + Told.number(limits.maxBytes()));
        }
        if (limits.maxAgeNanos() > 0) {
            set.add("max_age=" + Told.duration(limits.maxAgeNanos()));
        }
        return String.join(" or ", set);
    }

    private void addIgnoredStart() {
        PositionHistory.IgnoredStart ignored = position.history().ignoredStart();
        if (ignored != null && since(ignored.atEpochNanos()) < RECENT_NANOS) {
            reasons.add(
                    new ListenerStandstill.StartIgnored(
                            name,
                            ignored.resumedAtSequence(),
                            ignored.requested(),
                            ignored.isNew(),
                            position.queueGroup().isEmpty()
                                    ? "durable"
                                    : sharing.getFirst().terms().durable()
                                            ? "durable group"
                                            : "group"));
        }
    }

    private void addNothingNew() {
        ChannelLog log = channel.messages();
        reasons.add(
                new ChannelStandstill.NothingNew(
                        name,
                        log.messageCount(),
                        log.messageCount() == 0 ? 0 : since(log.lastTimestampEpochNanos()),
                        channel.lastPublisher()));
    }
}
