package dev.stanchion.simulation.invariant;

import static dev.stanchion.simulation.invariant.Invariant.FIRST_DELIVERIES_IN_ORDER;
import static dev.stanchion.simulation.invariant.Invariant.SENT_BEFORE_MEANS_FLAGGED;

import java.util.function.LongPredicate;

/**
 * How far one position has been sent messages: in this run of the engine, and in earlier runs,
 * whatever is recorded of it.
 */
final class Progress {
    private final ChannelLedger channel;
    private final Violations violations;
    private long lastSent;
    private long everSent;
    private long perhapsSentUpTo;
    private boolean mayLackDeliveries;

    Progress(ChannelLedger channel, long lastSent, Violations violations) {
        this.channel = channel;
        this.lastSent = lastSent;
        this.violations = violations;
    }

    /** Returns the highest sequence that was sent, as far as the engine can know. */
    long lastSent() {
        return lastSent;
    }

    /** Returns whether the engine sends this message for the first time, as far as it can know. */
    boolean isFirst(SeenMessage message) {
        long sequence = message.sequence();
        return !message.redelivered() || (sequence > lastSent && isPerhapsSent(sequence));
    }

    private boolean isPerhapsSent(long sequence) {
        return sequence <= perhapsSentUpTo
                || (mayLackDeliveries && sequence <= channel.lastWhenOpened());
    }

    /**
     * @param isAside which messages may be passed over, because their key is busy
     * @param wasSent which messages were sent, whatever is recorded of it
     */
    void sentFirst(
            Member member, SeenMessage message, LongPredicate isAside, LongPredicate wasSent) {
        checkOrder(member, message.sequence(), isAside);
        checkFlag(member, message, wasSent);
        lastSent = Math.max(lastSent, message.sequence());
        everSent = Math.max(everSent, lastSent);
    }

    private void checkOrder(Member member, long sequence, LongPredicate isAside) {
        long omitted = channel.firstDeliverable(lastSent + 1, sequence - 1);
        while (omitted != 0 && isAside.test(omitted)) {
            omitted = channel.firstDeliverable(omitted + 1, sequence - 1);
        }
        if (sequence <= lastSent) {
            violations.report(
                    FIRST_DELIVERIES_IN_ORDER,
                    "%s got %d for the first time, after %d",
                    member,
                    sequence,
                    lastSent);
        } else if (omitted != 0) {
            violations.report(
                    FIRST_DELIVERIES_IN_ORDER,
                    "%s got %d, but not %d before it",
                    member,
                    sequence,
                    omitted);
        }
    }

    /** A message that has waited for its key is sent. */
    void checkFlagOfWaiting(
            Member member, SeenMessage message, boolean perhapsSent, boolean wasSent) {
        if (!perhapsSent) {
            checkFlag(member, message, any -> wasSent);
        }
    }

    private void checkFlag(Member member, SeenMessage message, LongPredicate wasSent) {
        long sequence = message.sequence();
        if (message.redeliveryCount() != (message.redelivered() ? 1 : 0)) {
            violations.report(
                    Invariant.REDELIVERY_OF_UNACKED_ONLY, "%s first got %s", member, message);
        } else if (!message.redelivered()
                && ((sequence <= everSent && wasSent.test(sequence)) || isPerhapsSent(sequence))) {
            violations.report(
                    SENT_BEFORE_MEANS_FLAGGED,
                    "%s got %d without a flag, and up to %d was sent before the crash",
                    member,
                    sequence,
                    everSent);
        }
    }

    /** Continues with the state that a store has kept. */
    void recovered(Recovery kept) {
        lastSent = kept.lastSent();
        everSent = kept.isInUse() || kept.isAfterCleanEnd() ? everSent : lastSent;
        if (mayLackDeliveries) { // the channel that it was about is open no more
            perhapsSentUpTo = Math.max(perhapsSentUpTo, channel.lastWhenOpened());
        }
        mayLackDeliveries = kept.isInUse() && kept.mayLackDeliveries();
    }
}
