package dev.stanchion.simulation.invariant;

import java.util.Collection;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The messages that one queue group has passed over because another message of their key was not
 * settled. The key of a message is its reply subject; without one, it has no key. Holds nothing if
 * no policy orders the group by keys.
 */
final class KeyLedger {
    private final ChannelLedger channel;
    private final Violations violations;
    private final boolean isOn;

    /** What waits, and whether an earlier run of the engine may have sent it. */
    private final NavigableMap<Long, Boolean> aside = new TreeMap<>();

    /** What was sent before messages below it, because it had waited. */
    private final Set<Long> sentAhead = new HashSet<>();

    /**
     * The messages that were set aside, and were parked then behind another message of their key.
     */
    private final Set<Long> settledAside = new HashSet<>();

    /** A client has acknowledged these although it had not got them in this run. */
    private final Set<Long> mayBeAcked = new HashSet<>();

    KeyLedger(ChannelLedger channel, Violations violations, boolean isOn) {
        this.channel = channel;
        this.violations = violations;
        this.isOn = isOn;
    }

    boolean isOn() {
        return isOn;
    }

    String keyOf(long sequence) {
        SeenMessage message = isOn ? channel.message(sequence) : null;
        return message == null ? "" : message.reply();
    }

    boolean isAside(long sequence) {
        return aside.containsKey(sequence);
    }

    /** Returns whether the group may go on beyond a message. */
    boolean mayBePassedOver(long sequence) {
        return aside.containsKey(sequence)
                || sentAhead.contains(sequence)
                || settledAside.contains(sequence);
    }

    /** Returns whether a message was sent before others that come before it. */
    boolean wasSentAhead(long sequence) {
        return sentAhead.contains(sequence);
    }

    /** Returns whether an earlier run may have sent a message that is aside. */
    boolean wasPerhapsSent(long sequence) {
        return Boolean.TRUE.equals(aside.get(sequence));
    }

    /** Returns whether the store may have forgotten a message that is aside. */
    boolean mayBeAcked(long sequence) {
        return mayBeAcked.contains(sequence);
    }

    /** A message that is not in flight is acknowledged. It may be aside. */
    void ackHanded(long sequence) {
        if (isOn) {
            mayBeAcked.add(sequence);
        }
    }

    /** A message that is aside is parked, and so it is not owed any more. */
    void settledAside(long sequence) {
        aside.remove(sequence);
        settledAside.add(sequence);
    }

    boolean wasSettledAside(long sequence) {
        return settledAside.contains(sequence);
    }

    /** A settled message is owed again. It may have to wait for its key. */
    void redriven(long sequence) {
        sentAhead.remove(sequence);
        settledAside.remove(sequence);
        aside.put(sequence, true);
    }

    /** The group has gone on beyond what is between. What has a busy key may wait. */
    void passedOver(long from, long to, Collection<Flight> flights, HoldLedger holds) {
        if (!isOn) {
            return;
        }
        for (long next = channel.firstThere(from, to);
                next != 0;
                next = channel.firstThere(next + 1, to)) {
            boolean mayWait =
                    isBusy(next, flights)
                            || mayBeAcked.contains(next)
                            || holds.mayHold(keyOf(next));
            if (mayWait && !sentAhead.contains(next) && !settledAside.contains(next)) {
                aside.putIfAbsent(next, false);
            }
        }
    }

    /**
     * A message is settled, and so its key is free. Those behind it may have waited, although
     * nothing has been sent that came after them.
     */
    void settled(long settled, long after) {
        String key = keyOf(settled);
        if (key.isEmpty()) {
            return;
        }
        for (long next = channel.firstThere(after + 1, channel.durableUpTo());
                next != 0;
                next = channel.firstThere(next + 1, channel.durableUpTo())) {
            if (keyOf(next).equals(key)
                    && !sentAhead.contains(next)
                    && !settledAside.contains(next)) {
                aside.putIfAbsent(next, false);
            }
        }
    }

    private boolean isBusy(long sequence, Collection<Flight> flights) {
        String key = keyOf(sequence);
        return !key.isEmpty()
                && (flights.stream().anyMatch(one -> isOther(one.sequence, sequence, key))
                        || aside.headMap(sequence).keySet().stream()
                                .anyMatch(one -> keyOf(one).equals(key)));
    }

    private boolean isOther(long one, long sequence, String key) {
        return one != sequence && keyOf(one).equals(key);
    }

    /** A message is sent, for the first time or again. */
    void sent(Member member, long sequence, Collection<Flight> flights) {
        String key = keyOf(sequence);
        if (!key.isEmpty()) {
            checkAlone(member, sequence, key, flights);
            checkOrder(member, sequence, key);
        }
        if (aside.remove(sequence) != null) {
            sentAhead.add(sequence);
        }
    }

    private void checkAlone(Member member, long sequence, String key, Collection<Flight> flights) {
        flights.stream()
                .filter(one -> isOther(one.sequence, sequence, key))
                .filter(one -> !one.isAckHanded() && !one.mayBeAcked)
                .filter(one -> channel.isDeliverable(one.sequence))
                .findFirst()
                .ifPresent(one ->
                        violations.report(
                                Invariant.ONE_OF_A_KEY_AT_A_TIME,
                                "%s got %d of %s, and %d is not acknowledged",
                                member,
                                sequence,
                                key,
                                one.sequence));
    }

    private void checkOrder(Member member, long sequence, String key) {
        if (!aside.containsKey(sequence)) {
            return; // it was sent before, or what is before it is looked at by all rules
        }
        aside.headMap(sequence).keySet().stream()
                .filter(one -> keyOf(one).equals(key) && !mayBeAcked.contains(one))
                .filter(channel::isDeliverable)
                .findFirst()
                .ifPresent(one ->
                        violations.report(
                                Invariant.FIRST_DELIVERIES_IN_ORDER,
                                "%s got %d of %s, but not %d before it",
                                member,
                                sequence,
                                key,
                                one));
    }

    /**
     * After a restart: only the first message of each key may be with a client. It counts also if
     * limits have removed it: a crash may bring it back, see {@link ChannelLedger}.
     *
     * @param lastSent what the store knows to have been delivered or put aside, the last one of it
     */
    void recovered(NavigableMap<Long, Flight> flights, HoldLedger holds, long lastSent) {
        aside.clear();
        sentAhead.clear();
        if (!isOn) {
            return;
        }
        settledAside.removeAll(flights.keySet()); // the record of that is lost
        settledAside.removeIf(sequence -> sequence > lastSent); // and here all that is before it
        Set<String> seen = new HashSet<>();
        for (long sequence : new TreeMap<>(flights).keySet()) {
            String key = keyOf(sequence);
            boolean isLater = !key.isEmpty() && !seen.add(key);
            if ((isLater || holds.mayHoldBefore(sequence, key))
                    && channel.isDeliverable(sequence)) {
                flights.remove(sequence);
                aside.put(sequence, true);
            }
        }
    }

    /** Returns the first message that still waits; 0 if none does. */
    long firstAside() {
        return aside.keySet().stream()
                .filter(one -> channel.isDeliverable(one) && !mayBeAcked.contains(one))
                .findFirst()
                .orElse(0L);
    }
}
