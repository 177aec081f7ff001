package dev.stanchion.simulation.invariant;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells members of queue groups that end alone from those that end because their client does. A
 * client ends as a whole: from when the engine takes no acknowledgements of its first member any
 * more, none of its others is to be sent anything (3.4, 8.5), although they are still recorded.
 */
final class Departures {
    private final Tally tally;
    private final Set<String> askedAlone = new HashSet<>();

    Departures(Tally tally) {
        this.tally = tally;
    }

    /** The engine is about to be asked to end the subscription with this inbox of either kind. */
    void askedAlone(String inbox) {
        askedAlone.add(inbox);
    }

    /**
     * The engine takes no acknowledgements of a subscription any more.
     *
     * @param others those of its channel
     */
    void silenced(Member ended, Collection<Member> others) {
        if (!ended.position.isQueue() || !ended.active || !ended.answered || isAlone(ended)) {
            return;
        }
        for (Member other : others) {
            if (other.active && isOfSameClient(ended, other)) {
                other.clientGoes = true;
                if (other != ended && other.position == ended.position && staysAnybody(ended)) {
                    tally.count(Tally.Event.MEMBERS_LEFT_TOGETHER);
                }
            }
        }
    }

    private boolean isAlone(Member ended) {
        return askedAlone.contains(ended.subscription.inbox())
                || askedAlone.contains(ended.subscription.ackInbox());
    }

    private static boolean staysAnybody(Member ended) {
        return ended.position.members().stream()
                .anyMatch(member -> member.active && !isOfSameClient(ended, member));
    }

    private static boolean isOfSameClient(Member one, Member other) {
        return one.subscription.clientId().equals(other.subscription.clientId());
    }
}
