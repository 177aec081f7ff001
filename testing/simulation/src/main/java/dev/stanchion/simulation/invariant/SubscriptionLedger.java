package dev.stanchion.simulation.invariant;

import dev.stanchion.engine.channel.ParkedMessages;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.simulation.bus.SimulatedConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All subscriptions as the engine records them, by record, inbox and ack inbox. */
final class SubscriptionLedger {
    private final Moment moment;
    private final Violations violations;
    private final Tally tally;
    private final Map<Key, Member> members = new HashMap<>();
    // in their order, so that a seed replays
    private final Set<Position> positions = new LinkedHashSet<>();
    private final Map<String, Member> byInbox = new HashMap<>();
    private final Map<String, Member> byAckInbox = new HashMap<>();
    private final Map<String, StartBounds> askedStarts = new HashMap<>();
    private final Set<String> refusedInboxes = new HashSet<>();
    private final Set<Key> endedForGood = new HashSet<>();
    private final Set<Key> perhapsEnded = new HashSet<>();
    private final List<Redrive> redrives = new ArrayList<>();
    private final Departures departures;
    private final boolean replacesDurables;
    private long handovers;

    private record Key(ChannelLedger channel, long id) {}

    /** An operator waits for a redrive, and these positions may get the message. */
    private record Redrive(
            ChannelLedger channel,
            ParkedNote note,
            List<Long> chain,
            Map<Position, Runnable> owed) {
        boolean isFor(Position position) {
            return position.channel() == channel && position.key().equals(note.position());
        }

        void reaches(Position position) {
            owed.put(position, position.redriveAsked(note.sequence(), chain));
        }
    }

    /**
     * @param replacesDurables whether the engine lets a client take over a durable that is in use
     */
    SubscriptionLedger(
            Moment moment, Violations violations, Tally tally, boolean replacesDurables) {
        this.replacesDurables = replacesDurables;
        this.moment = moment;
        this.violations = violations;
        this.tally = tally;
        this.departures = new Departures(tally);
    }

    /** The engine is about to be asked for a subscription. */
    void handed(
            SubscriptionRequest request,
            @Nullable ChannelLedger channel,
            SimulatedConnection from) {
        askedStarts.put(request.inbox(), new StartBounds(request, channel, moment.epochNanos()));
        handovers++;
        if (replacesDurables && !request.durableName().isEmpty()) {
            positions.stream()
                    .filter(position -> position.channel() == channel && !position.isQueue())
                    .flatMap(position -> position.members().stream())
                    .filter(member -> member.isDurableOf(request))
                    .forEach(member -> member.endingAsked(from, handovers));
        }
    }

    // records of the engine

    void put(ChannelLedger channel, SubscriptionRecord subscription) {
        if (isOfServer(subscription)) {
            return;
        }
        Member known = members.get(new Key(channel, subscription.id()));
        if (!subscription.closed()) {
            endedForGood.remove(new Key(channel, subscription.id()));
            perhapsEnded.remove(new Key(channel, subscription.id()));
        }
        if (known == null || !known.position.members().contains(known)) {
            begin(channel, subscription);
        } else {
            change(known, subscription);
        }
    }

    /** Nothing is sent to the durable that keeps which parked messages are open. */
    private static boolean isOfServer(SubscriptionRecord subscription) {
        return subscription.durableName().equals(ParkedMessages.DURABLE_NAME);
    }

    private void begin(ChannelLedger channel, SubscriptionRecord subscription) {
        Position position = findGroup(channel, subscription.queueGroup());
        boolean resumed = position != null && !position.hasActiveMember();
        if (position == null) {
            position = newPosition(channel, subscription);
            checkStart(channel, subscription);
        }
        Member member = enter(position, subscription);
        if (resumed && member.active) {
            resume(position);
        }
        if (position.members().size() == 1) {
            reachWithRedrives(position);
        }
    }

    private void reachWithRedrives(Position begun) {
        redrives.stream()
                .filter(redrive -> redrive.isFor(begun))
                .forEach(redrive -> redrive.reaches(begun));
    }

    private @Nullable Position findGroup(ChannelLedger channel, String queueGroup) {
        return positions.stream()
                .filter(Position::isQueue)
                .filter(one -> one.channel() == channel && one.queueGroup().equals(queueGroup))
                .findFirst()
                .orElse(null);
    }

    private Position newPosition(ChannelLedger channel, SubscriptionRecord subscription) {
        Position position =
                new Position(
                        channel,
                        subscription.queueGroup(),
                        subscription.lastSent(),
                        moment,
                        violations,
                        tally);
        positions.add(position);
        return position;
    }

    private Member enter(Position position, SubscriptionRecord subscription) {
        Member member = new Member(position, subscription);
        member.active = !subscription.closed();
        members.put(new Key(position.channel(), subscription.id()), member);
        position.join(member);
        index(member);
        return member;
    }

    private void index(Member member) {
        byInbox.put(member.subscription.inbox(), member);
        byAckInbox.put(member.subscription.ackInbox(), member);
        StartBounds asked = askedStarts.get(member.subscription.inbox());
        if (asked != null) {
            member.asked(asked.request());
        }
    }

    private void checkStart(ChannelLedger channel, SubscriptionRecord subscription) {
        StartBounds asked = askedStarts.get(subscription.inbox());
        long start = subscription.lastSent() + 1;
        if (asked != null && !asked.allow(start, channel, moment.epochNanos())) {
            violations.report(
                    Invariant.STARTS_WHERE_ASKED,
                    "%s begins at %d, which %s does not allow",
                    subscription,
                    start,
                    asked);
        }
    }

    private void change(Member member, SubscriptionRecord subscription) {
        boolean wasServing = member.position.hasActiveMember();
        boolean moved = !member.subscription.inbox().equals(subscription.inbox());
        member.subscription = subscription;
        if (subscription.closed()) {
            member.active = false;
            member.position.excuseAcksNotDue(member);
        } else if (moved || !member.active) {
            member.begin();
            index(member);
            if (moved || !wasServing) {
                resume(member.position);
            }
        }
    }

    private void resume(Position position) {
        tally.count(Tally.Event.DURABLE_RESUMED);
        position.resume();
    }

    void deleted(ChannelLedger channel, long id) {
        Member member = members.get(new Key(channel, id));
        if (member == null) {
            return;
        }
        member.active = false;
        member.position.excuseAcksNotDue(member);
        if (member.position.members().size() == 1) {
            member.position.lastLeaves();
        }
        member.position.leave(member);
        if (member.position.members().isEmpty()) {
            positions.remove(member.position);
        } else {
            tally.count(Tally.Event.MEMBER_LEFT);
        }
    }

    /** The store says whether these, which have ended, can come back after a crash. */
    void endsFlushed(ChannelLedger channel, Set<Long> ids, boolean succeeded) {
        for (long id : ids) {
            Key key = new Key(channel, id);
            Member member = members.get(key); // null if never recorded: its ID may be used again
            if (member != null && !member.active) {
                (succeeded ? endedForGood : perhapsEnded).add(key);
            }
        }
    }

    void acknowledged(ChannelLedger channel, long id, long sequence) {
        Member member = members.get(new Key(channel, id));
        if (member != null) {
            member.position.recordedAcknowledged(member, sequence);
        }
    }

    void notReadableNow(ChannelLedger channel, long sequence) {
        positions.stream()
                .filter(position -> position.channel() == channel)
                .forEach(position -> position.notReadableNow(sequence));
    }

    // operators

    /**
     * An operator asks that a parked message is sent again. The position that it names may begin
     * before the engine looks for it.
     *
     * @param chain that message, and those that may come with it
     * @return hears when they are owed again
     */
    Runnable redriveAsked(ChannelLedger channel, ParkedNote note, List<Long> chain) {
        Redrive redrive = new Redrive(channel, note, chain, new LinkedHashMap<>());
        positions.stream().filter(redrive::isFor).forEach(redrive::reaches);
        redrives.add(redrive);
        return () -> {
            redrives.remove(redrive);
            redrive.owed.forEach((position, owedAgain) -> {
                if (positions.contains(position)) {
                    owedAgain.run();
                }
            });
        };
    }

    /** Returns all positions of a channel. */
    List<Position> positions(ChannelLedger channel) {
        return positions.stream().filter(one -> one.channel() == channel).toList();
    }

    /** Returns the position for which a message was parked. */
    List<Position> parkedFor(ChannelLedger channel, ParkedNote note) {
        return positions.stream()
                .filter(one -> one.channel() == channel && one.hasParked(note))
                .toList();
    }

    /** The clock was set back, so that pauses last nobody knows how long. */
    void clockJumped() {
        positions.forEach(Position::clockJumped);
    }

    void channelGone(ChannelLedger channel) {
        members.values().stream()
                .filter(member -> member.position.channel() == channel)
                .forEach(member -> member.active = false);
        positions.removeIf(position -> position.channel() == channel);
    }

    // messages on the bus

    /** The engine has granted the subscription with this inbox. */
    void granted(String inbox) {
        Member member = byInbox.get(inbox);
        if (member == null) {
            violations.report(
                    Invariant.DURABLES_RESUME_WHERE_LEFT,
                    "subscription with inbox %s was granted, but not recorded",
                    inbox);
        } else {
            tally.count(Tally.Event.SUBSCRIBED);
            member.answered = true;
        }
    }

    /**
     * The engine has said that there is no subscription with this inbox. That is a promise, unless
     * it has tried in vain to record it.
     */
    void refused(String inbox) {
        Member member = byInbox.get(inbox);
        if (member == null || !perhapsEnded.contains(keyOf(member))) {
            refusedInboxes.add(inbox);
        }
    }

    private static Key keyOf(Member member) {
        return new Key(member.position.channel(), member.id());
    }

    void sent(String inbox, SeenMessage message) {
        Member member = byInbox.get(inbox);
        if (member == null || !member.active || refusedInboxes.contains(inbox)) {
            violations.report(
                    Invariant.ENDED_MEANS_SILENT, "%s was sent %s", member, message.sequence());
        } else if (member.clientGoes) {
            violations.report(
                    Invariant.CLIENTS_END_AS_A_WHOLE, "%s was sent %s", member, message.sequence());
        } else if (!member.answered) {
            violations.report(
                    Invariant.ANSWER_BEFORE_MESSAGES, "%s was sent %s", member, message.sequence());
        } else {
            member.position.sent(member, message);
        }
    }

    /** No client received the message to this inbox. */
    void unheard(String inbox, long sequence) {
        Member member = byInbox.get(inbox);
        if (member != null) {
            member.position.unheard(sequence);
        }
    }

    /** The inbox has no subscriber any more. */
    void receiverGone(String inbox) {
        Member member = byInbox.get(inbox);
        if (member != null) {
            member.position.receiverGone(member);
        }
    }

    /** The engine takes no acknowledgements on this subject any more, if it ever did. */
    void silenced(String ackInbox) {
        Member member = byAckInbox.get(ackInbox);
        if (member != null && member.subscription.ackInbox().equals(ackInbox)) {
            departures.silenced(member, membersOf(member.position.channel()));
        }
    }

    private List<Member> membersOf(ChannelLedger channel) {
        return positions.stream()
                .filter(position -> position.channel() == channel)
                .flatMap(position -> position.members().stream())
                .toList();
    }

    boolean isAckInbox(String subject) {
        return byAckInbox.containsKey(subject);
    }

    void ackHanded(String ackInbox, String channel, long sequence, SimulatedConnection from) {
        Member member = byAckInbox.get(ackInbox);
        if (member != null
                && member.active
                && member.subscription.ackInbox().equals(ackInbox)
                && member.position.channel().name().equals(channel)) {
            member.position.ackHanded(sequence, from, ++handovers);
        }
    }

    /** The engine is about to be asked to end the subscription with this inbox of either kind. */
    void endingHanded(String inbox, SimulatedConnection from) {
        departures.askedAlone(inbox);
        Member member = byAckInbox.getOrDefault(inbox, byInbox.get(inbox));
        if (member != null) {
            member.endingAsked(from, ++handovers);
        }
    }

    /** The engine is about to be asked to end a client, and with it its subscriptions. */
    void clientEndingHanded(String clientId, SimulatedConnection from) {
        handovers++;
        positions.stream()
                .flatMap(position -> position.members().stream())
                .filter(member -> member.subscription.clientId().equals(clientId))
                .forEach(member -> member.endingAsked(from, handovers));
    }

    // over a restart

    void engineGone() {
        redrives.clear(); // an answer that comes now is about the engine of before
        positions.forEach(Position::engineGone);
    }

    /** Continues with the state of one channel that a store has kept. */
    void recovered(
            ChannelLedger channel,
            RecoveredState.Channel recovered,
            Set<String> clientIds,
            boolean afterCleanEnd) {
        List<RecoveredState.Subscription> kept =
                recovered.subscriptions().stream()
                        .filter(one -> !isOfServer(one.subscription()))
                        .toList();
        List<Long> ids = kept.stream().map(one -> one.subscription().id()).toList();
        kept.stream()
                .map(RecoveredState.Subscription::subscription)
                .filter(one -> endedForGood.contains(new Key(channel, one.id())))
                .filter(one -> !one.closed())
                .forEach(one ->
                        violations.report(
                                Invariant.ENDED_MEANS_SILENT,
                                "%s of %s had ended, and a restart brought it back",
                                one,
                                channel.name()));
        for (Position position : List.copyOf(positions)) {
            if (position.channel() == channel) {
                checkKept(position, ids, clientIds);
                List.copyOf(position.members()).forEach(position::leave);
            }
        }
        Map<Position, List<RecoveredState.Subscription>> byPosition = new LinkedHashMap<>();
        for (RecoveredState.Subscription one : kept) {
            Member member = enterAgain(channel, one.subscription(), clientIds);
            byPosition.computeIfAbsent(member.position, ignored -> new ArrayList<>()).add(one);
        }
        positions.removeIf(one -> one.channel() == channel && !byPosition.containsKey(one));
        byPosition.forEach((position, all) ->
                position.recovered(Recovery.of(all, recovered.mayLackDeliveries(), afterCleanEnd)));
    }

    private void checkKept(Position position, List<Long> ids, Set<String> clientIds) {
        for (Member member : position.members()) {
            boolean matters = member.active && clientIds.contains(member.subscription.clientId());
            if (matters && member.answered && !ids.contains(member.id())) {
                violations.report(
                        Invariant.DURABLES_RESUME_WHERE_LEFT,
                        "%s was granted, and a restart forgot it",
                        member);
            }
        }
    }

    private Member enterAgain(
            ChannelLedger channel, SubscriptionRecord subscription, Set<String> clientIds) {
        Member known = members.get(new Key(channel, subscription.id()));
        Position position =
                known == null ? findGroup(channel, subscription.queueGroup()) : known.position;
        if (position == null) {
            position = newPosition(channel, subscription);
        }
        positions.add(position);
        Member member = enter(position, subscription);
        member.active &= clientIds.contains(subscription.clientId());
        member.answered = true;
        return member;
    }

    // at rest

    void addMissing(List<Violation> missing) {
        positions.forEach(position -> position.addMissing(missing));
    }

    List<Violation> stranded(Predicate<String> isHeard) {
        List<Violation> stranded = new ArrayList<>();
        positions.forEach(position -> position.addStranded(isHeard, stranded));
        return stranded;
    }

    List<Violation> leftBehind(Predicate<String> isHeard, long nanos) {
        List<Violation> leftBehind = new ArrayList<>();
        positions.forEach(position -> position.addLeftBehind(isHeard, nanos, leftBehind));
        return leftBehind;
    }

    /** Returns the recorded subscriptions that no client uses at present. */
    List<RecordedSubscription> dormant() {
        return positions.stream()
                .filter(position -> !position.hasActiveMember())
                .flatMap(position -> position.members().stream())
                .map(Member::recorded)
                .toList();
    }

    List<RecordedSubscription> active() {
        return positions.stream()
                .flatMap(position -> position.members().stream())
                .filter(member -> member.active)
                .map(Member::recorded)
                .toList();
    }
}
