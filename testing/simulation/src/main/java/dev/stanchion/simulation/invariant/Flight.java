package dev.stanchion.simulation.invariant;

import dev.stanchion.simulation.bus.SimulatedConnection;
import org.jspecify.annotations.Nullable;

/** A message that was sent and whose acknowledgement has not been seen to take effect. */
final class Flight {
    /** The holder of a message that is on its way from one queue member to another. */
    static final long NOBODY = 0;

    final long sequence;
    long holder;

    /** Whether it was sent to the holder and is still recorded for the previous holder. */
    boolean moved;

    long movedFrom = NOBODY;

    /**
     * The number of members, beyond one, for which it is recorded, because a crash came while it
     * moved.
     */
    int surplusRecords;

    int redeliveryCount;

    /** Whether no client received it the last time. Then the engine need not have counted that. */
    boolean wasUnheard;

    /** The time when its holder left; without meaning while it has a holder. */
    long leftNanos = Long.MAX_VALUE;

    /** When its ack wait ends; {@link Long#MIN_VALUE} if it may be sent again at any time. */
    long dueNanos;

    /** When its ack wait is over, which counts as a failure. */
    long failsNanos = Long.MAX_VALUE;

    /** Whether it may come again for another reason than an ack wait that ran out. */
    boolean isExcused = true;

    /** Whether it must be sent again before any new message, because the durable was resumed. */
    boolean precedesNew;

    /** Whether the store could not read it once, so that a redelivery may have to wait. */
    boolean wasUnreadable;

    /** The idle moment at which the engine was handed its ack; -1 if it was not. */
    long ackHandedAt = -1;

    /** Whether the engine was handed an ack for it that may count or not. */
    boolean mayBeAcked;

    /** The connection that its ack came from; null if none came. */
    @Nullable SimulatedConnection ackedBy;

    /** Numbers the events that the engine gets, to know their order. */
    long ackOrder;

    Flight(long sequence, long holder) {
        this.sequence = sequence;
        this.holder = holder;
        dueNanos = Long.MIN_VALUE;
    }

    /** Returns whether its holder has left, and the other members of the group are owed it. */
    boolean isLeft() {
        return holder == NOBODY && !isAckHanded() && !mayBeAcked && !wasUnreadable;
    }

    /** It may come again at any time, and that is no failure. */
    void excuse() {
        dueNanos = Long.MIN_VALUE;
        isExcused = true;
    }

    boolean isAckHanded() {
        return ackHandedAt >= 0;
    }

    void ackHanded(long idleMoment, SimulatedConnection from, long order) {
        if (!isAckHanded()) {
            ackHandedAt = idleMoment;
            ackedBy = from;
            ackOrder = order;
        }
    }

    /** The ack need not count any more, but may. */
    void excuseAck() {
        mayBeAcked |= isAckHanded();
        ackHandedAt = -1;
        ackedBy = null;
    }
}
