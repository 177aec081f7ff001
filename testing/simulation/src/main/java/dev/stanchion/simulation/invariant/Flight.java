package dev.stanchion.simulation.invariant;

import dev.stanchion.simulation.bus.SimulatedConnection;
import org.jspecify.annotations.Nullable;

/** A message that was sent and whose acknowledgement has not been seen to take effect. */
final class Flight {
    /** The holder of a message that is on its way from one queue member to another. */
    static final long NOBODY = 0;

    final long sequence;
    long holder;

    /** Whether it was sent to the holder and is still recorded with whoever had it before. */
    boolean moved;

    long movedFrom = NOBODY;

    /** How many more members than one it is recorded with: a crash came while it moved. */
    int surplusRecords;

    int redeliveryCount;

    /** Whether nobody got it the last time, which then need not have been counted. */
    boolean wasUnheard;

    /** When its holder left; meaningless unless nobody holds it. */
    long leftNanos = Long.MAX_VALUE;

    /** When its ack wait ends; {@link Long#MIN_VALUE} if it may be sent again at any time. */
    long dueNanos;

    /** Whether it must be sent again before anything new: the durable was resumed. */
    boolean precedesNew;

    /** Whether the store could not read it once, so that sending it again may have to wait. */
    boolean wasUnreadable;

    /** The idle moment at which the engine was handed its ack; -1 if it was not. */
    long ackHandedAt = -1;

    /** Whether the engine was handed an ack for it that may count or not. */
    boolean mayBeAcked;

    /** The connection that its ack came from; null if none came. */
    @Nullable SimulatedConnection ackedBy;

    /** Counts what the engine was handed, so that it can be told what came first. */
    long ackOrder;

    Flight(long sequence, long holder) {
        this.sequence = sequence;
        this.holder = holder;
        dueNanos = Long.MIN_VALUE;
    }

    /** Tells whether its holder has left, and it is owed to the others of the group. */
    boolean isLeft() {
        return holder == NOBODY && !isAckHanded() && !mayBeAcked && !wasUnreadable;
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
