package dev.stanchion.engine.subscription;

import dev.stanchion.engine.shard.ShardOwned;
import java.time.Duration;

/**
 * How long a position takes to acknowledge, without a clock for each message. By Little's law the
 * mean time from sending to acknowledging is the mean number of messages in flight, divided by the
 * number that is acknowledged per second. Both come from a few looks at numbers that exist anyway.
 *
 * <p>Looks are gathered until there are enough of them, and enough acknowledgements. Such a series
 * may be unlucky: a burst may come at each look, or a client may have reconnected and got all
 * messages again. So a judgement holds only if two series in a row lead to it.
 */
@ShardOwned
public final class AckTimes {
    private static final int LEAST_LOOKS = 6;
    private static final int LEAST_ACKS = 10;

    /** The number that must do after a long time. */
    private static final int FEW_ACKS = 5;

    private static final long LONG_NANOS = Duration.ofMinutes(5).toNanos();
    private static final int LONG_IN_ACK_WAITS = 10;

    /** The mean of a shorter time is too rough, since looks are some seconds apart. */
    private static final long LEAST_ACK_WAIT_NANOS = Duration.ofSeconds(20).toNanos();

    private static final double MOST_OF_ACK_WAIT = 0.8;
    private static final int SERIES_IN_A_ROW = 2;

    private boolean isBegun;
    private int looks;
    private long beginNanos;
    private long lastNanos;
    private double inFlightNanos;
    private Look first = new Look(0, 0, 0, 0, false);
    private Look last = first;
    private int slowSeries;
    private int doubleSeries;
    private long meanNanos;
    private long again;
    private long unmatched;

    /**
     * The numbers of one look. All but {@code pending} only grow.
     *
     * @param pending sent and not acknowledged
     * @param ackedAgain acknowledged only after they were sent again
     * @param unmatched acknowledgements for messages that were not pending
     * @param hasPoison whether a message was sent again and again, which says nothing about others
     */
    public record Look(
            long pending, long settled, long ackedAgain, long unmatched, boolean hasPoison) {}

    /** Somebody looks while clients receive messages. */
    public void add(long nowNanos, long ackWaitNanos, Look look) {
        if (!isBegun) {
            begin(nowNanos, look);
            return;
        }
        inFlightNanos += (last.pending() + look.pending()) / 2.0 * (nowNanos - lastNanos);
        lastNanos = nowNanos;
        last = look;
        looks++;
        long settled = look.settled() - first.settled();
        long passed = nowNanos - beginNanos;
        boolean isLong = passed >= Math.max(LONG_NANOS, LONG_IN_ACK_WAITS * ackWaitNanos);
        if (settled >= LEAST_ACKS && looks >= LEAST_LOOKS) {
            judge(settled, ackWaitNanos);
            begin(nowNanos, look);
        } else if (isLong) {
            if (settled >= FEW_ACKS) {
                judge(settled, ackWaitNanos);
            } else {
                slowSeries = 0;
                doubleSeries = 0;
            }
            begin(nowNanos, look);
        }
    }

    private void begin(long nowNanos, Look look) {
        isBegun = true;
        looks = 0;
        beginNanos = nowNanos;
        lastNanos = nowNanos;
        inFlightNanos = 0;
        first = look;
        last = look;
    }

    private void judge(long settled, long ackWaitNanos) {
        meanNanos = (long) (inFlightNanos / settled);
        again = last.ackedAgain() - first.ackedAgain();
        unmatched = last.unmatched() - first.unmatched();
        boolean isMeanLong =
                ackWaitNanos >= LEAST_ACK_WAIT_NANOS
                        && meanNanos > MOST_OF_ACK_WAIT * ackWaitNanos
                        && !last.hasPoison();
        slowSeries = 2 * again > settled || isMeanLong ? slowSeries + 1 : 0;
        // who gets a message twice may well acknowledge it twice
        boolean isDouble = unmatched > 2 * again && LEAST_ACKS * unmatched >= settled;
        doubleSeries = isDouble ? doubleSeries + 1 : 0;
    }

    /** Nobody receives: what was before says nothing about what comes. */
    public void interrupt() {
        isBegun = false;
    }

    void forget() {
        isBegun = false;
        slowSeries = 0;
        doubleSeries = 0;
    }

    /** Returns whether it takes about the ack wait or longer to acknowledge a usual message. */
    public boolean isAboutAckWait() {
        return slowSeries >= SERIES_IN_A_ROW;
    }

    /** Returns whether many messages are acknowledged more than once. */
    public boolean isDouble() {
        return doubleSeries >= SERIES_IN_A_ROW;
    }

    /** Returns the mean time from sending to acknowledging. */
    public long meanNanos() {
        return meanNanos;
    }

    /** Returns how many messages were acknowledged lately only after they were sent again. */
    public long again() {
        return again;
    }

    /** Returns how many acknowledgements came lately for messages that were not pending. */
    public long unmatched() {
        return unmatched;
    }
}
