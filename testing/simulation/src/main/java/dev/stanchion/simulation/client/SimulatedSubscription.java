package dev.stanchion.simulation.client;

import dev.stanchion.kit.shard.Chance;
import dev.stanchion.protocol.SubscriptionRequest;
import java.util.List;
import java.util.TreeSet;

/** A client's subscription, from its request until the client forgets it. */
public final class SimulatedSubscription {
    private final SubscriptionRequest request;
    private final TreeSet<Long> unacknowledged = new TreeSet<>();
    private AckHabit habit;
    private String ackInbox = "";
    private boolean over;

    SimulatedSubscription(SubscriptionRequest request, AckHabit habit) {
        this.request = request;
        this.habit = habit;
    }

    public SubscriptionRequest request() {
        return request;
    }

    /** Returns whether the server has granted it, and the client has not ended it. */
    public boolean isActive() {
        return !ackInbox.isEmpty() && !over;
    }

    public boolean isOver() {
        return over;
    }

    public String ackInbox() {
        return ackInbox;
    }

    void granted(String inboxForAcks) {
        ackInbox = inboxForAcks;
    }

    void end() {
        over = true;
    }

    void behaveWell() {
        habit = AckHabit.PROMPT;
    }

    void received(long sequence) {
        unacknowledged.add(sequence);
    }

    void acknowledged(long sequence) {
        unacknowledged.remove(sequence);
    }

    /** Returns the received and unacknowledged messages, in order. */
    List<Long> unacknowledged() {
        return List.copyOf(unacknowledged);
    }

    boolean acknowledges(Chance chance) {
        return habit.acknowledges(chance);
    }

    boolean acknowledgesTwice() {
        return habit == AckHabit.TWICE;
    }

    boolean inventsAcks() {
        return habit == AckHabit.SLOPPY;
    }

    long ackDelayNanos(Chance chance) {
        return habit.delayNanos(chance, request.ackWaitSeconds());
    }
}
