package dev.stanchion.simulation.invariant;

import java.util.Collection;
import java.util.function.Predicate;

/**
 * What the members of a queue group owe each other when nobody listens on the inbox of one of them:
 * whatever that one has not acknowledged goes to those who are there.
 *
 * @param isHeard tells whether anyone listens on an inbox
 */
record HandOver(Collection<Member> members, Predicate<String> isHeard) {
    /** Tells whether there is anybody to hand over to. */
    boolean isPossible() {
        return members.stream().anyMatch(member -> isServed(member) && isPresent(member));
    }

    /** Tells whether a message is still with a member that nobody hears. */
    boolean isStranded(Flight flight) {
        boolean isOwed = !flight.isAckHanded() && !flight.mayBeAcked && !flight.wasUnreadable;
        return isOwed
                && members.stream()
                        .filter(member -> member.id() == flight.holder)
                        .anyMatch(member -> isServed(member) && !isPresent(member));
    }

    private static boolean isServed(Member member) {
        return member.active && member.answered;
    }

    private boolean isPresent(Member member) {
        return isHeard.test(member.subscription.inbox());
    }
}
