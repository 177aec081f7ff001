package dev.stanchion.simulation.invariant;

import static dev.stanchion.simulation.invariant.Invariant.FIRST_DELIVERIES_IN_ORDER;
import static dev.stanchion.simulation.invariant.Invariant.SENT_BEFORE_MEANS_FLAGGED;

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

    void sentFirst(Member member, SeenMessage message) {
        checkOrder(member, message.sequence());
        checkFlag(member, message);
        lastSent = Math.max(lastSent, message.sequence());
        everSent = Math.max(everSent, lastSent);
    }

    private void checkOrder(Member member, long sequence) {
        long omitted = channel.firstDeliverable(lastSent + 1, sequence - 1);
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

    private void checkFlag(Member member, SeenMessage message) {
        long sequence = message.sequence();
        if (message.redeliveryCount() != (message.redelivered() ? 1 : 0)) {
            violations.report(
                    Invariant.REDELIVERY_OF_UNACKED_ONLY, "%s first got %s", member, message);
        } else if (!message.redelivered() && (sequence <= everSent || isPerhapsSent(sequence))) {
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
