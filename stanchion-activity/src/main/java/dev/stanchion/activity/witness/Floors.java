package dev.stanchion.activity.witness;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Up to which sequence of each channel the last active has settled everything, as far as this
 * follower knows. A message that is in the ring is not stored at or before the floor of its
 * channel. Owned by the witness.
 *
 * <p>After a lost message of the active, that is not certain of messages that the lost one may have
 * named: those that are in the ring, and those that arrive within 5 s, because a publish may take a
 * longer way than the word that it is settled. Until the ring has forgotten all of them, floors
 * stay where they are. A new term of the active counts as a loss. After a term of its own a process
 * trusts nobody for 30 s.
 */
final class Floors {
    /** No message is in the ring. */
    static final long NONE = Long.MAX_VALUE;

    private static final long DETOUR_NANOS = Duration.ofSeconds(5).toNanos();

    /** So long a follower may offer what it has not heard to be settled. */
    private static final long OFFERS_NANOS = Rings.PUBLISH_NANOS;

    /** More channels than any server has. */
    private static final int MOST_CHANNELS = 1 << 20;

    private final Map<String, Long> floors = new HashMap<>();
    private final Map<Integer, Long> numbers = new HashMap<>();
    private long epoch;
    private long trustedFromNanos;
    private boolean hasDistrusted;
    private long losses;

    /** Returns how many messages of the active were lost, or came in another order. */
    long losses() {
        return losses;
    }

    /**
     * Takes a message whose guids the ring has forgotten.
     *
     * @param oldestNanos when the oldest message in the ring arrived; {@link #NONE} if there is
     *     none
     */
    void heard(SettledMessage message, long nowNanos, long oldestNanos) {
        if (message.epoch() < epoch) {
            return;
        }
        if (message.epoch() > epoch) {
            epoch = message.epoch();
            numbers.clear();
            distrust(nowNanos);
        }
        long expected = numbers.getOrDefault(message.shard(), 0L) + 1;
        if (message.number() < expected) {
            return; // for the second time, or overtaken: it counted as lost
        }
        numbers.put(message.shard(), message.number());
        if (message.number() != expected) {
            losses++;
            distrust(nowNanos);
        }
        boolean isTrusted = nowNanos - trustedFromNanos >= 0;
        if (isTrusted && (oldestNanos == NONE || oldestNanos - trustedFromNanos >= 0)) {
            message.channels().forEach(this::raise);
        }
    }

    private void distrust(long nowNanos) {
        distrustUntil(nowNanos + DETOUR_NANOS);
    }

    private void distrustUntil(long untilNanos) {
        if (!hasDistrusted || untilNanos - trustedFromNanos > 0) {
            hasDistrusted = true;
            trustedFromNanos = untilNanos;
        }
    }

    private void raise(SettledMessage.OfChannel channel) {
        if (channel.sequence() > 0
                && (floors.size() < MOST_CHANNELS || floors.containsKey(channel.channel()))) {
            floors.merge(channel.channel(), channel.sequence(), Math::max);
        }
    }

    /** Returns a copy of all floors. */
    Map<String, Long> copy() {
        return Map.copyOf(floors);
    }

    /**
     * Forgets everything: this process has been active itself. It does not remember what it has
     * settled, and another follower may offer that; so if it becomes active again, it reads that.
     */
    void beginAnew(long nowNanos) {
        floors.clear();
        numbers.clear();
        distrustUntil(nowNanos + OFFERS_NANOS);
    }
}
