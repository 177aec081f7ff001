package dev.stanchion.engine.subscription;

import java.util.function.LongToIntFunction;

/**
 * How a subscription does, for people who ask why nothing comes. Computing it visits all pending
 * messages.
 *
 * @param pending sent and not acknowledged
 * @param oldest the lowest pending sequence; 0 if there is none
 * @param oldestNanos how long ago it was sent for the first time, as far as its deadline tells
 * @param oldestAttempts how often it was sent
 * @param waitingAgain how many pending messages were sent again
 * @param nextDueNanos the time until the first of those is sent again
 * @param nextAttempt the number of that attempt
 * @param worst the sequence that was sent most often; 0 if none was sent again
 * @param worstAttempts how often it was sent
 * @param deliveries how often pending messages were sent, all together
 * @param absentNanos since when its inbox has no subscriber; -1 if it has one
 * @param congestedNanos since when its receiver has too much to read; -1 if it has not
 * @param offlineNanos since when no client uses it; -1 if one does
 * @param wasOfflineAtStart whether that was before the server started
 * @param backlog how many messages go first after it was resumed; 0 if it was not
 */
public record Condition(
        int pending,
        long oldest,
        long oldestNanos,
        int oldestAttempts,
        int waitingAgain,
        long nextDueNanos,
        int nextAttempt,
        long worst,
        int worstAttempts,
        long deliveries,
        long absentNanos,
        long congestedNanos,
        long offlineNanos,
        boolean wasOfflineAtStart,
        int backlog) {

    /**
     * Returns how long a message has been unacknowledged, about.
     *
     * @param leftNanos until it is sent again
     */
    static long pendingNanos(long attempts, long ackWaitNanos, long leftNanos) {
        return Math.max(0, attempts * ackWaitNanos - leftNanos);
    }

    /** The pending messages, summed up in one walk through them. */
    static final class Walk implements AckWindow.Visitor {
        private final RedeliveryCounts counts;
        private final LongToIntFunction failures;
        private final long now;
        private final long ackWaitNanos;
        long oldest = Long.MAX_VALUE;
        long oldestNanos;
        int oldestAttempts;
        int waitingAgain;
        long nextDueNanos;
        int nextAttempt;
        long worst;
        int worstAttempts;
        long deliveries;

        Walk(RedeliveryCounts counts, LongToIntFunction failures, long now, long ackWaitNanos) {
            this.counts = counts;
            this.failures = failures;
            this.now = now;
            this.ackWaitNanos = ackWaitNanos;
        }

        @Override
        public void visit(long sequence, long deadlineNanos) {
            int attempts = counts.of(sequence) + 1;
            deliveries += attempts;
            if (sequence < oldest) {
                oldest = sequence;
                oldestAttempts = attempts;
                oldestNanos = pendingNanos(attempts, ackWaitNanos, deadlineNanos - now);
            }
            if (attempts > 1 || failures.applyAsInt(sequence) > 0) {
                if (waitingAgain == 0) { // they come in the order in which they are due
                    nextDueNanos = Math.max(0, deadlineNanos - now);
                    nextAttempt = attempts + 1;
                }
                waitingAgain++;
            }
            if (attempts > worstAttempts) {
                worst = sequence;
                worstAttempts = attempts;
            }
        }
    }
}
