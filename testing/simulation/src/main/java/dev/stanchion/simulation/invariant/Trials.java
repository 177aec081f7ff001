package dev.stanchion.simulation.invariant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How often the messages of one position were tried, as far as clients can see it, under a policy
 * that limits attempts. The engine may count more failures than are certain here, and never fewer.
 */
final class Trials {
    private final ChannelLedger channel;
    private final Moment moment;
    private final Violations violations;
    private final Map<Long, Integer> sends = new HashMap<>();

    /** The ack waits that have certainly run out. */
    private final Map<Long, Integer> failures = new HashMap<>();

    private final Set<Long> parked = new HashSet<>();
    private final Set<Long> redriveAsked = new HashSet<>();
    private final Set<Long> redriveUnderWay = new HashSet<>();
    private final Map<Long, Integer> cameAgain = new HashMap<>();

    Trials(ChannelLedger channel, Moment moment, Violations violations) {
        this.channel = channel;
        this.moment = moment;
        this.violations = violations;
    }

    private int limit() {
        return moment.policy(channel.name()).maxDeliveries();
    }

    void sent(long sequence) {
        sends.merge(sequence, 1, Integer::sum);
    }

    boolean wasSent(long sequence) {
        return sends.containsKey(sequence);
    }

    /** A message comes again because its ack wait ran out. */
    void failed(Member member, long sequence) {
        int times = failures.merge(sequence, 1, Integer::sum);
        if (limit() > 0 && times >= limit()) {
            violations.report(
                    Invariant.ATTEMPTS_WITHIN_LIMIT,
                    "%s got %d again, which had failed %d times",
                    member,
                    sequence,
                    times);
        }
    }

    /** Returns whether the engine may park the message instead of sending it again. */
    boolean mayBeOver(long sequence) {
        return limit() > 0 && sends.getOrDefault(sequence, 0) >= limit();
    }

    /** The message is durable in the channel of parked messages. */
    void parked(long sequence) {
        parked.add(sequence);
        if (!mayBeOver(sequence) && !redriveAsked.contains(sequence)) {
            violations.report(
                    Invariant.PARKED_AFTER_ALL_ATTEMPTS,
                    "%d of %s was parked after %d of %d attempts",
                    sequence,
                    channel.name(),
                    sends.getOrDefault(sequence, 0),
                    limit());
        }
    }

    /** The message is durable there although it need not have been tried. */
    void parkedUntried(long sequence) {
        parked.add(sequence);
    }

    /** Returns whether a message may be settled without an ack. */
    boolean isParked(long sequence) {
        return parked.contains(sequence);
    }

    /**
     * A crash may take the record of one attempt, or that a message was sent at all. A loss of
     * power may take all records that the store had not flushed.
     *
     * @param lastSent up to which sequence messages are recorded as sent
     */
    void crashed(long lastSent, boolean isPowerLost) {
        if (isPowerLost) {
            failures.clear();
            return;
        }
        failures.keySet().removeIf(sequence -> sequence > lastSent);
        failures.replaceAll((sequence, times) -> Math.max(0, times - 1));
    }

    /** An operator asks that a parked message is sent again, with attempts that begin anew. */
    void redriveAsked(long sequence) {
        redriveAsked.add(sequence);
        redriveUnderWay.add(sequence);
        failures.remove(sequence);
    }

    /** The operator is told that the message is owed again. */
    void redriven(long sequence) {
        redriveUnderWay.remove(sequence);
    }

    /**
     * Returns whether nobody was told that the message is owed again. It may have been sent all the
     * same; it is parked until then, so a crash may take that back.
     */
    boolean isRedriveUnderWay(long sequence) {
        return redriveUnderWay.contains(sequence);
    }

    /** Returns whether a settled message may come again, because it has been redriven. */
    boolean mayComeAgain(long sequence) {
        return redriveAsked.contains(sequence);
    }

    void cameAgain(long sequence) {
        cameAgain.merge(sequence, 1, Integer::sum);
    }

    /** Returns how often a redrive has made the message come again. */
    int timesCameAgain(long sequence) {
        return cameAgain.getOrDefault(sequence, 0);
    }
}
