package dev.stanchion.simulation.invariant;

import static dev.stanchion.simulation.invariant.Invariant.REDELIVERY_OF_UNACKED_ONLY;

import dev.stanchion.engine.policy.Policy;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.simulation.bus.SimulatedConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The position of one subscription in its channel: the messages that it is owed, was sent, and has
 * acknowledged. A queue group has one position with several members. Any other position has one
 * member.
 */
final class Position {
    private static final long TOLERANCE_NANOS = 15_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final ChannelLedger channel;
    private final String queueGroup;
    private final Moment moment;
    private final Violations violations;
    private final Tally tally;
    private final Map<Long, Member> members = new HashMap<>();
    private final NavigableMap<Long, Flight> flights = new TreeMap<>();
    private final Map<Long, Long> acksInHand = new HashMap<>();
    private final Set<Long> acknowledged = new HashSet<>();
    private final Set<Long> owedToNobody = new HashSet<>();
    private final long owedFrom;
    private final Progress progress;
    private final Trials trials;
    private final KeyLedger keys;
    private final HoldLedger holds;
    private long pausedUntilEpochNanos;
    private long begunEpochNanos;

    Position(
            ChannelLedger channel,
            String queueGroup,
            long lastSent,
            Moment moment,
            Violations violations,
            Tally tally) {
        this.channel = channel;
        this.queueGroup = queueGroup;
        this.moment = moment;
        this.violations = violations;
        this.tally = tally;
        begunEpochNanos = moment.epochNanos();
        progress = new Progress(channel, lastSent, violations);
        owedFrom = lastSent + 1;
        trials = new Trials(channel, moment, violations);
        boolean isKeyed = isQueue() && moment.policy(channel.name()).key().isPresent();
        keys = new KeyLedger(channel, violations, isKeyed);
        boolean isHolding =
                isKeyed && moment.policy(channel.name()).onParked() == Policy.OnParked.HOLD_KEY;
        holds = new HoldLedger(keys, violations, isHolding);
    }

    ChannelLedger channel() {
        return channel;
    }

    boolean isQueue() {
        return !queueGroup.isEmpty();
    }

    String queueGroup() {
        return queueGroup;
    }

    Collection<Member> members() {
        return members.values();
    }

    boolean hasActiveMember() {
        return members.values().stream().anyMatch(member -> member.active);
    }

    void join(Member member) {
        members.put(member.id(), member);
    }

    void leave(Member member) {
        members.remove(member.id());
        for (Flight flight : flights.values()) {
            if (flight.holder == member.id()) {
                flight.holder = Flight.NOBODY;
                flight.leftNanos = moment.elapsedNanos();
                flight.excuse();
            } else if (flight.movedFrom == member.id()) {
                flight.moved = false;
            }
        }
    }

    /**
     * The last member is about to leave, and the group ends with it. The messages that earlier
     * members left are no longer owed, even if a crash brings the last member back without them.
     */
    void lastLeaves() {
        flights.values().stream()
                .filter(flight -> flight.holder == Flight.NOBODY)
                .forEach(flight -> owedToNobody.add(flight.sequence));
    }

    /** A message that cannot be read cannot come before new ones. It comes later, if it can. */
    void notReadableNow(long sequence) {
        Flight flight = flights.get(sequence);
        if (flight != null) {
            flight.precedesNew = false;
            flight.wasUnreadable = true;
        }
    }

    /** No client received the message, so it may come again at any time. */
    void unheard(long sequence) {
        Flight flight = flights.get(sequence);
        if (flight != null) {
            flight.excuse();
            flight.wasUnheard = true;
        }
    }

    /**
     * A member's inbox has no subscriber, so its messages may go to another member or come again.
     */
    void receiverGone(Member member) {
        member.absentNanos = moment.elapsedNanos();
        boolean comesSooner = goesOnWithoutReceiver();
        flights.values().stream()
                .filter(flight -> flight.holder == member.id())
                .forEach(flight -> {
                    flight.isExcused = true;
                    flight.dueNanos = comesSooner ? Long.MIN_VALUE : flight.dueNanos;
                });
    }

    /** All messages that are unacknowledged now must be sent again before any new one. */
    void resume() {
        flights.values()
                .forEach(flight -> {
                    flight.precedesNew = true;
                    flight.excuse();
                });
    }

    // messages from the engine

    void sent(Member member, SeenMessage message) {
        checkContent(member, message);
        checkPause(member, message.sequence());
        holds.sent(member, message.sequence());
        if (keys.isAside(message.sequence())) {
            sentAtLast(member, message);
        } else if (comesFromBehind(message.sequence())) {
            trials.cameAgain(message.sequence());
            acknowledged.remove(message.sequence());
            keys.redriven(message.sequence());
            sentAtLast(member, message);
        } else if (progress.isFirst(message) && !keys.wasSentAhead(message.sequence())) {
            sentFirst(member, message);
        } else {
            sentAgain(member, message);
        }
        trials.sent(message.sequence());
    }

    /**
     * A redrive has taken along what was parked behind another message, and was perhaps not sent.
     */
    private boolean comesFromBehind(long sequence) {
        return holds.isOn()
                && trials.mayComeAgain(sequence)
                && !flights.containsKey(sequence)
                && (keys.wasSettledAside(sequence) || sequence <= progress.lastSent());
    }

    private void checkPause(Member member, long sequence) {
        if (moment.epochNanos() < pausedUntilEpochNanos) {
            violations.report(
                    Invariant.PAUSED_MEANS_SILENT, "%s got %d during a pause", member, sequence);
        }
    }

    private void checkContent(Member member, SeenMessage message) {
        SeenMessage stored = channel.message(message.sequence());
        if (stored == null || !stored.isSameMessageAs(message)) {
            violations.report(
                    Invariant.SEQUENCES_WITHOUT_GAP_OR_REPEAT,
                    "%s got %s, stored is %s",
                    member,
                    message,
                    stored);
        } else if (!channel.isDurable(message.sequence())) {
            violations.report(
                    Invariant.ACKED_MEANS_STORED,
                    "%s got %d, which is not durable",
                    member,
                    message.sequence());
        }
    }

    private void sentFirst(Member member, SeenMessage message) {
        tally.count(Tally.Event.FIRST_DELIVERY);
        long sequence = message.sequence();
        keys.passedOver(progress.lastSent() + 1, sequence - 1, flights.values(), holds);
        progress.sentFirst(member, message, keys::mayBePassedOver, trials::wasSent);
        checkDelay(member, message);
        checkWindow(member, sequence);
        keys.sent(member, sequence, flights.values());
        flights.put(sequence, flightNow(member, message));
    }

    private Flight flightNow(Member member, SeenMessage message) {
        Flight flight = new Flight(message.sequence(), member.id());
        flight.isExcused = isAbsenceNews(member);
        flight.failsNanos = ackWaitEnds(member);
        flight.dueNanos = flight.isExcused ? Long.MIN_VALUE : flight.failsNanos;
        flight.mayBeAcked =
                acksInHand.getOrDefault(message.sequence(), -1L) == moment.idleMoments();
        flight.redeliveryCount = message.redeliveryCount();
        return flight;
    }

    /** The key of a message that has waited is free. */
    private void sentAtLast(Member member, SeenMessage message) {
        tally.count(Tally.Event.SENT_WHEN_ITS_KEY_WAS_FREE);
        long sequence = message.sequence();
        progress.checkFlagOfWaiting(
                member, message, keys.wasPerhapsSent(sequence), trials.wasSent(sequence));
        if (!keys.wasPerhapsSent(sequence)) {
            checkWindow(member, sequence); // else it is recorded, and has its place there
        }
        keys.sent(member, sequence, flights.values());
        flights.put(sequence, flightNow(member, message));
    }

    private void checkDelay(Member member, SeenMessage message) {
        long delay = moment.policy(channel.name()).delay().toNanos();
        long due = message.timestampEpochNanos() + delay;
        boolean isClockBehind = message.timestampEpochNanos() > moment.epochNanos();
        if (due > moment.epochNanos() && delay > 0 && !isClockBehind) {
            violations.report(
                    Invariant.DELAY_NEVER_EARLY,
                    "%s got %d %d ms too early",
                    member,
                    message.sequence(),
                    (due - moment.epochNanos()) / 1_000_000);
        }
    }

    private long ackWaitEnds(Member member) {
        return moment.elapsedNanos() + ackWaitNanos(member);
    }

    /** Returns whether what a lost connection has failed does not wait for the ack wait. */
    private boolean goesOnWithoutReceiver() {
        return isQueue() || !moment.policy(channel.name()).backoff().isEmpty();
    }

    /** It may be back already when the engine hears that it had gone. */
    private boolean isAbsenceNews(Member member) {
        return goesOnWithoutReceiver()
                && member.absentNanos + NANOS_PER_SECOND > moment.elapsedNanos();
    }

    private void checkWindow(Member member, long sequence) {
        long inFlight =
                flights.values().stream()
                        .filter(one -> one.holder == member.id())
                        .filter(one -> !one.isAckHanded() && !one.mayBeAcked && !mayWait(one))
                        .filter(one -> channel.isDeliverable(one.sequence))
                        .count();
        if (inFlight >= member.maxInFlight()) {
            violations.report(
                    Invariant.IN_FLIGHT_WITHIN_LIMIT,
                    "%s got %d with %d of %d in flight",
                    member,
                    sequence,
                    inFlight,
                    member.maxInFlight());
        }
        flights.values().stream()
                .filter(one -> one.precedesNew && !one.isAckHanded())
                // it is on its way to be parked, or waits for its next attempt
                .filter(one -> !trials.mayBeOver(one.sequence) && !mayWait(one))
                .filter(one -> channel.isDeliverable(one.sequence))
                .findFirst()
                .ifPresent(one ->
                        violations.report(
                                Invariant.DURABLES_RESUME_WHERE_LEFT,
                                "%s got %d before its unacknowledged %d",
                                member,
                                sequence,
                                one.sequence));
    }

    private void sentAgain(Member member, SeenMessage message) {
        tally.count(Tally.Event.REDELIVERY);
        Flight flight = flights.get(message.sequence());
        if (flight == null && trials.mayComeAgain(message.sequence())) {
            trials.cameAgain(message.sequence());
            acknowledged.remove(message.sequence());
            Flight redriven = flightNow(member, message);
            redriven.dueNanos =
                    Long.MIN_VALUE; // it counts from when it was due, not from this send
            redriven.moved = isQueue(); // it may have become due with another member
            flights.put(message.sequence(), redriven);
            return;
        }
        if (flight == null || wasAckWorkedOn(flight)) {
            reportUnexpected(member, message.sequence());
            return;
        }
        keys.sent(member, message.sequence(), flights.values());
        if (hasFailed(flight)) {
            trials.failed(member, message.sequence());
        }
        boolean isUncounted = message.redeliveryCount() == flight.redeliveryCount;
        if (message.redeliveryCount() != flight.redeliveryCount + 1
                && !(isUncounted && flight.wasUnheard)) {
            violations.report(
                    REDELIVERY_OF_UNACKED_ONLY,
                    "%s got %s, its count before was %d",
                    member,
                    message,
                    flight.redeliveryCount);
        }
        boolean moved = flight.holder != member.id(); // at any time, if its holder leaves
        if (!moved && moment.elapsedNanos() + TOLERANCE_NANOS < flight.dueNanos) {
            violations.report(
                    REDELIVERY_OF_UNACKED_ONLY,
                    "%s got %d again %d ms too early",
                    member,
                    flight.sequence,
                    (flight.dueNanos - moment.elapsedNanos()) / 1_000_000);
        }
        if (moved) {
            tally.count(Tally.Event.MOVED_TO_OTHER_MEMBER);
            flight.moved = true;
            flight.movedFrom = flight.holder;
        }
        flight.holder = member.id();
        flight.redeliveryCount = message.redeliveryCount();
        flight.wasUnheard = false;
        flight.precedesNew = false;
        // from here on deadlines follow the first one, however late the timer was
        flight.dueNanos = Long.MIN_VALUE;
        flight.isExcused = isAbsenceNews(member);
        flight.failsNanos = ackWaitEnds(member);
    }

    /** Returns whether nothing but its ack wait can be why a message comes again. */
    private boolean hasFailed(Flight flight) {
        Member holder = members.get(flight.holder);
        return !flight.isExcused
                && holder != null
                && holder.active
                && !holder.isEnding()
                && moment.elapsedNanos() + TOLERANCE_NANOS >= flight.failsNanos;
    }

    /** A message that waits for its next attempt takes no place in max in flight. */
    private boolean mayWait(Flight flight) {
        return !moment.policy(channel.name()).backoff().isEmpty()
                && (flight.isExcused
                        || moment.elapsedNanos() + TOLERANCE_NANOS >= flight.failsNanos);
    }

    private void reportUnexpected(Member member, long sequence) {
        boolean wasAcknowledged = flights.containsKey(sequence) || acknowledged.contains(sequence);
        violations.report(
                wasAcknowledged ? Invariant.ACKED_NEVER_AGAIN : REDELIVERY_OF_UNACKED_ONLY,
                "%s got %d again, which %s",
                member,
                sequence,
                wasAcknowledged ? "was acknowledged" : "it had not been sent");
    }

    private boolean wasAckWorkedOn(Flight flight) {
        return flight.isAckHanded() && flight.ackHandedAt < moment.idleMoments();
    }

    private static long ackWaitNanos(Member member) {
        return member.ackWaitSeconds() * NANOS_PER_SECOND;
    }

    // calls to the engine, and their effects

    /** The engine is about to be handed an ack on the ack inbox of one of the members. */
    void ackHanded(long sequence, SimulatedConnection from, long order) {
        Flight flight = flights.get(sequence);
        if (flight == null) {
            acksInHand.put(sequence, moment.idleMoments());
            keys.ackHanded(sequence);
        } else if (channel.isOpen()) {
            tally.count(Tally.Event.ACK);
            flight.ackHanded(moment.idleMoments(), from, order);
        }
    }

    /** The engine has recorded that a member's message no longer waits. */
    void recordedAcknowledged(Member member, long sequence) {
        Flight flight = flights.get(sequence);
        if (flight == null) {
            settledUnsent(sequence);
            return;
        }
        if (isLeftBehind(member, flight)) {
            return;
        }
        if (trials.isParked(sequence)) {
            // else an ack has settled it, or that limits removed it before it was parked again
            boolean isBecauseParked =
                    !flight.isAckHanded() && !flight.mayBeAcked && channel.isDeliverable(sequence);
            holds.settled(member, sequence, isBecauseParked);
        }
        if (trials.isRedriveUnderWay(sequence)) {
            trials.cameAgain(sequence); // it was unacknowledged, so the redrive left it alone
        }
        if (flight.isAckHanded() || flight.mayBeAcked || trials.isParked(sequence)) {
            flights.remove(sequence);
            acknowledged.add(sequence);
            keys.settled(sequence, progress.lastSent());
        } else if (!channel.isDeliverable(sequence)) {
            flights.remove(sequence);
            keys.settled(sequence, progress.lastSent());
        } else if (trials.mayBeOver(sequence)) {
            violations.report(
                    Invariant.SETTLED_WHEN_PARKED,
                    "%s: %d is settled, and is not durable where it is parked",
                    member,
                    sequence);
        } else if (!isQueue()) {
            violations.report(
                    Invariant.ACKS_TOUCH_ONLY_THEIR_OWN,
                    "%s: %d was recorded as acknowledged, but no ack came for it",
                    member,
                    sequence);
        } else {
            violations.report(
                    Invariant.NO_LOST_HANDOVER,
                    "%s: %d does not wait for an ack any more, which neither came nor is awaited"
                            + " from another",
                    member,
                    sequence);
        }
    }

    /** The engine has recorded that a message which is aside no longer waits. */
    private void settledUnsent(long sequence) {
        if (holds.isParkedBehind(sequence) && !keys.wasSettledAside(sequence)) {
            holds.settledBehind(this, sequence);
            keys.settledAside(sequence);
            acknowledged.add(sequence);
        }
    }

    /** A message that moves is recorded as acknowledged where it was, after it was sent on. */
    private boolean isLeftBehind(Member member, Flight flight) {
        if (flight.moved && flight.holder != member.id()) {
            flight.moved = false;
            return true;
        }
        if (flight.surplusRecords > 0) {
            flight.surplusRecords--;
            return true;
        }
        // else it waited for its key with another member
        return keys.isOn() && flight.holder != member.id() && !isOverWithHeir(flight);
    }

    /** A message may be settled between the end of its holder and its send to the heir. */
    private boolean isOverWithHeir(Flight flight) {
        return flight.holder == Flight.NOBODY
                && (flight.isAckHanded() || trials.isParked(flight.sequence));
    }

    /**
     * A member has ended, at least for now. An ack that the engine has not worked on need not
     * count, unless its connection asked only afterwards to end the member (9.3).
     */
    void excuseAcksNotDue(Member ending) {
        for (Flight flight : flights.values()) {
            if (flight.isAckHanded() && !ending.endsAfter(flight)) {
                flight.excuseAck();
            }
        }
    }

    // over a restart

    /** The engine is gone. It will never process the calls that it had not processed. */
    void engineGone() {
        flights.values().forEach(Flight::excuseAck);
    }

    /** Continues with the state that a store has kept. */
    void recovered(Recovery kept) {
        checkNothingForgotten(kept);
        flights.clear();
        kept.pending()
                .forEach((sequence, holders) -> flights.put(sequence, flight(sequence, holders)));
        holds.recovered(kept, channel);
        keys.recovered(flights, holds, kept.lastSent());
        if (!kept.isAfterCleanEnd()) {
            trials.crashed(kept.lastSent(), kept.mayLackDeliveries());
        }
        progress.recovered(kept);
    }

    private static Flight flight(long sequence, List<Long> holders) {
        Flight flight =
                new Flight(sequence, holders.size() == 1 ? holders.getFirst() : Flight.NOBODY);
        flight.surplusRecords = holders.size() - 1;
        return flight;
    }

    private void checkNothingForgotten(Recovery kept) {
        for (long sequence = owedFrom; sequence <= kept.lastSent(); sequence++) {
            if (channel.isDeliverable(sequence)
                    && !acknowledged.contains(sequence)
                    && !owedToNobody.contains(sequence)
                    && !keys.mayBeAcked(sequence)
                    && !trials.isRedriveUnderWay(sequence)
                    && !kept.pending().containsKey(sequence)) {
                violations.report(
                        Invariant.DURABLES_RESUME_WHERE_LEFT,
                        "%s: %d was not acknowledged, and a restart forgot it",
                        this,
                        sequence);
            }
        }
        if (kept.isAfterCleanEnd() && kept.lastSent() < progress.lastSent()) {
            violations.report(
                    Invariant.DURABLES_RESUME_WHERE_LEFT,
                    "%s: sent up to %d, recorded only up to %d",
                    this,
                    progress.lastSent(),
                    kept.lastSent());
        }
        if (kept.isAfterCleanEnd() && !kept.pending().keySet().stream().allMatch(this::isKnown)) {
            violations.report(
                    Invariant.ACKED_NEVER_AGAIN,
                    "%s: unacknowledged are %s, recorded are %s",
                    this,
                    flights.keySet(),
                    kept.pending().keySet());
        }
    }

    /**
     * Returns whether a store may have recorded the message as unacknowledged. A redrive may have
     * had its effect although it was answered with an error. A message that waits for its key
     * counts as sent, also one that limits removed after the engine had read it.
     */
    private boolean isKnown(long sequence) {
        return flights.containsKey(sequence)
                || trials.mayComeAgain(sequence)
                || (keys.isOn()
                        && (keys.mayBePassedOver(sequence)
                                || sequence > progress.lastSent()
                                || !channel.isDeliverable(sequence)));
    }

    // operators

    /** Returns how parked messages name it. */
    String key() {
        if (isQueue()) {
            return "group:" + queueGroup;
        }
        return members.values().stream()
                .map(member -> member.subscription)
                .map(one ->
                        one.durableName().isEmpty()
                                ? "client:" + one.clientId() + "/" + one.id()
                                : "durable:" + one.clientId() + "/" + one.durableName())
                .findFirst()
                .orElse("");
    }

    /**
     * Returns whether a message with this note was parked for it, and not for an earlier position
     * of the same name.
     */
    boolean hasParked(ParkedNote note) {
        return key().equals(note.position()) && note.parkedAtEpochNanos() >= begunEpochNanos;
    }

    /** The clock was set back, so that the times of before say nothing. */
    void clockJumped() {
        pausedUntilEpochNanos = 0;
        begunEpochNanos = Long.MIN_VALUE;
    }

    /** A message of it is durable in the channel of parked messages. */
    void parked(ParkedNote note) {
        holds.parked(note);
        if (note.cause() == ParkedNote.Cause.BEHIND) {
            tally.count(Tally.Event.PARKED_BEHIND);
            holds.checkHead(this, note, trials.isParked(note.behind()));
            trials.parkedUntried(note.sequence());
        } else {
            tally.count(Tally.Event.PARKED);
            trials.parked(note.sequence());
        }
    }

    /**
     * An operator asks that a parked message is sent to it again. One that a crash has made
     * unacknowledged again is due at once, too.
     *
     * @param chain that message, and those that may come with it
     * @return hears when they are owed again
     */
    Runnable redriveAsked(long sequence, List<Long> chain) {
        Map<Long, Integer> certain = new TreeMap<>(); // with how often they came before
        chain.stream()
                .filter(one -> one == sequence || isParkedAway(one))
                .forEach(one -> certain.put(one, trials.timesCameAgain(one)));
        Runnable released = holds.redriveAsked(keys.keyOf(sequence));
        chain.forEach(trials::redriveAsked);
        chain.stream().map(flights::get).filter(Objects::nonNull).forEach(Flight::excuse);
        return () -> {
            tally.count(Tally.Event.REDRIVEN);
            chain.forEach(trials::redriven);
            certain.forEach((one, before) -> {
                if (trials.timesCameAgain(one) == before) {
                    redriven(one);
                }
            });
            released.run();
        };
    }

    private boolean isParkedAway(long sequence) {
        return holds.isParkedBehind(sequence)
                && acknowledged.contains(sequence)
                && !flights.containsKey(sequence);
    }

    /** The parked message is owed again, and has not come yet. */
    private void redriven(long sequence) {
        // what is beyond the position is owed anyway: a durable of the same name had it parked
        boolean isPassed = sequence <= progress.lastSent() || keys.wasSettledAside(sequence);
        if (isPassed) {
            acknowledged.remove(sequence);
            if (keys.isOn() && !flights.containsKey(sequence)) {
                keys.redriven(sequence);
            } else {
                flights.putIfAbsent(sequence, new Flight(sequence, Flight.NOBODY));
            }
        }
    }

    /** An operator asks for a pause, which takes the place of another one. */
    void pauseAsked() {
        pausedUntilEpochNanos = 0;
        flights.values().forEach(Flight::excuse);
    }

    /** Nothing is sent until then. */
    void paused(long untilEpochNanos) {
        pausedUntilEpochNanos = untilEpochNanos;
    }

    // at rest

    /**
     * Checks that all owed messages have been sent and acknowledged, if there is a member to take
     * them.
     */
    void addMissing(List<Violation> missing) {
        if (!hasActiveMember()) {
            return;
        }
        long unsent = channel.firstDeliverable(progress.lastSent() + 1, channel.durableUpTo());
        while (unsent != 0 && keys.mayBePassedOver(unsent)) {
            unsent = channel.firstDeliverable(unsent + 1, channel.durableUpTo());
        }
        if (unsent != 0) {
            missing.add(
                    Violation.of(
                            Invariant.EVERYTHING_ARRIVES,
                            "%s was sent up to %d, but never %d",
                            this,
                            progress.lastSent(),
                            unsent));
        }
        if (keys.firstAside() != 0) {
            missing.add(
                    Violation.of(
                            Invariant.EVERYTHING_ARRIVES,
                            "%s: %d still waits for its key",
                            this,
                            keys.firstAside()));
        }
        for (Flight flight : flights.values()) {
            if (channel.isDeliverable(flight.sequence)) {
                missing.add(
                        Violation.of(
                                flight.holder == Flight.NOBODY
                                        ? Invariant.NO_LOST_HANDOVER
                                        : Invariant.EVERYTHING_ARRIVES,
                                "%s: %d is still not acknowledged",
                                this,
                                flight.sequence));
            }
        }
    }

    /**
     * Reports the messages that are still with members without a subscriber, while other members
     * have one.
     */
    void addStranded(Predicate<String> isHeard, List<Violation> stranded) {
        HandOver handOver = new HandOver(members.values(), isHeard);
        if (!isQueue() || !handOver.isPossible()) {
            return;
        }
        for (Flight flight : flights.values()) {
            if (channel.isDeliverable(flight.sequence) && handOver.isStranded(flight)) {
                stranded.add(
                        Violation.of(
                                Invariant.NO_LOST_HANDOVER,
                                "%s: %d is still with a member that nobody hears",
                                this,
                                flight.sequence));
            }
        }
    }

    /**
     * Reports the messages that no member has been sent for this long, or longer, since their
     * holder left.
     */
    void addLeftBehind(Predicate<String> isHeard, long nanos, List<Violation> leftBehind) {
        if (!isQueue() || !new HandOver(members.values(), isHeard).isPossible()) {
            return;
        }
        for (Flight flight : flights.values()) {
            if (channel.isDeliverable(flight.sequence)
                    && flight.isLeft()
                    && flight.leftNanos <= moment.elapsedNanos() - nanos) {
                leftBehind.add(
                        Violation.of(
                                Invariant.HANDED_OVER_AT_ONCE,
                                "%s: %d was left by a member, and nobody has been sent it",
                                this,
                                flight.sequence));
            }
        }
    }

    @Override
    public String toString() {
        return channel.name() + (isQueue() ? " group " + queueGroup : "") + " " + members.values();
    }
}
