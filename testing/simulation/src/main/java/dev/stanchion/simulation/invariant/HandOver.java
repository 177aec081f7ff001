package dev.stanchion.simulation.invariant;

import java.util.Collection;
import java.util.function.Predicate;

/**
 * The hand-over between the members of a queue group: if a member's inbox has no subscriber, its
 * unacknowledged messages go to the members with one.
 *
 * @param isHeard returns whether an inbox has a subscriber
 */
record HandOver(Collection<Member> members, Predicate<String> isHeard) {
    /** Returns whether there is a member that can take messages over. */
    boolean isPossible() {
        return members.stream().anyMatch(member -> isServed(member) && isPresent(member));
    }

    /**
     * Returns whether a message is still with a member whose inbox has no subscriber any more. One
     * that has had none since the engine began does not count: after a restart clients are on their
     * way back, and their messages wait for the ack wait (docs/decisions/0006).
     */
    boolean isStranded(Flight flight) {
        boolean isOwed = !flight.isAckHanded() && !flight.mayBeAcked && !flight.wasUnreadable;
        return isOwed
                && members.stream()
                        .filter(member -> member.id() == flight.holder)
                        .anyMatch(member ->
                                isServed(member) && !isPresent(member) && member.hasLostReceiver());
    }

    private static boolean isServed(Member member) {
        return member.active && member.answered;
    }

    private boolean isPresent(Member member) {
        return isHeard.test(member.subscription.inbox());
    }
}
