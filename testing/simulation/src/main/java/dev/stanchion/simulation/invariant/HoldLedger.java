package dev.stanchion.simulation.invariant;

import dev.stanchion.protocol.ParkedNote;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The keys that one queue group holds because a message of each is parked, as far as clients and
 * the store can see it. Holds nothing if no policy asks for it.
 *
 * <p>Where the engine may hold a key or not, both are right: while a redrive is under way, when an
 * ack came while its message was parked, and when a crash or a limit took what the engine knew.
 */
final class HoldLedger {
    private final KeyLedger keys;
    private final Violations violations;
    private final boolean isOn;
    private final Map<String, Hold> byKey = new HashMap<>();

    /** The messages of which the newest parked copy is behind another message. */
    private final Set<Long> behind = new HashSet<>();

    private static final class Hold {
        private final long head;
        private boolean isCertain;

        private Hold(long head, boolean isCertain) {
            this.head = head;
            this.isCertain = isCertain;
        }
    }

    HoldLedger(KeyLedger keys, Violations violations, boolean isOn) {
        this.keys = keys;
        this.violations = violations;
        this.isOn = isOn;
    }

    boolean isOn() {
        return isOn;
    }

    boolean mayHold(String key) {
        return byKey.containsKey(key);
    }

    /** Returns whether a message may have to go behind another one. */
    boolean mayHoldBefore(long sequence, String key) {
        Hold hold = byKey.get(key);
        return hold != null && hold.head != sequence;
    }

    boolean isParkedBehind(long sequence) {
        return behind.contains(sequence);
    }

    /** A message is durable where it is parked. */
    void parked(ParkedNote note) {
        if (isOn && note.cause() == ParkedNote.Cause.BEHIND) {
            behind.add(note.sequence());
        } else {
            behind.remove(note.sequence());
        }
    }

    /** A message may be parked unsent only behind another one with its key that is parked. */
    void checkHead(Position position, ParkedNote note, boolean isHeadParked) {
        String key = keys.keyOf(note.sequence());
        String keyOfHead = keys.keyOf(note.behind());
        if (!isOn || !isHeadParked || key.isEmpty() || !key.equals(keyOfHead)) {
            violations.report(
                    Invariant.KEY_HELD_WHILE_PARKED,
                    "%s: %d of key %s is parked behind %d of key %s",
                    position,
                    note.sequence(),
                    key,
                    note.behind(),
                    keyOfHead);
        }
    }

    /**
     * A message that was sent is settled, and is parked.
     *
     * @param isBecauseParked whether it is certain that nothing else has settled it
     */
    void settled(Member member, long sequence, boolean isBecauseParked) {
        String key = keys.keyOf(sequence);
        if (!isOn || key.isEmpty()) {
            return;
        }
        if (behind.contains(sequence)) {
            settledBehind(member.position, sequence);
        } else {
            Hold hold = byKey.get(key);
            if (hold == null || !hold.isCertain) {
                byKey.put(key, new Hold(sequence, isBecauseParked));
            }
        }
    }

    /** A message is settled because it is parked behind another one. */
    void settledBehind(Position position, long sequence) {
        String key = keys.keyOf(sequence);
        if (!mayHold(key)) {
            violations.report(
                    Invariant.KEY_HELD_WHILE_PARKED,
                    "%s: %d is settled, and key %s is not held any more",
                    position,
                    sequence,
                    key);
        }
    }

    /** A message is sent, for the first time or again. */
    void sent(Member member, long sequence) {
        Hold hold = isOn ? byKey.get(keys.keyOf(sequence)) : null;
        if (hold != null && hold.isCertain) {
            violations.report(
                    Invariant.KEY_HELD_WHILE_PARKED,
                    "%s got %d, and its key %s is held by %d",
                    member,
                    sequence,
                    keys.keyOf(sequence),
                    hold.head);
        }
    }

    /**
     * An operator asks that the first parked message of a key is sent again, with those behind it.
     *
     * @return hears when that is done: the key is free
     */
    Runnable redriveAsked(String key) {
        Hold hold = byKey.get(key);
        if (hold == null) {
            return () -> {};
        }
        hold.isCertain = false;
        return () -> byKey.remove(key, hold); // not one that has begun meanwhile
    }

    /** Continues with the state that a store has kept. */
    void recovered(Recovery kept, ChannelLedger channel) {
        for (Hold hold : byKey.values()) {
            hold.isCertain &=
                    !kept.mayLackDeliveries()
                            && !kept.pending().containsKey(hold.head)
                            && channel.isDeliverable(hold.head);
        }
    }
}
