package dev.stanchion.engine.client;

import dev.stanchion.engine.identity.DuplicatePolicy.Lease;
import dev.stanchion.engine.shard.ShardOwned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The copies of one client ID that want slots, from the moment when the first of them asks. The
 * registry asks the holders of all slots up to the first free one whether they live. Copies that
 * come meanwhile wait with the first one. Then each gets the lowest slot without a living holder,
 * in the order in which they came.
 */
@ShardOwned
final class SlotRound {
    /** The maximum number of copies that wait for one round. */
    static final int MAX_CHALLENGERS = 256;

    private final String claimedId;
    private final int maxSlots;
    private final List<Challenge> challengers = new ArrayList<>();
    private final Set<Long> living = new HashSet<>();
    private final Set<Long> dead = new HashSet<>();
    private int slotsSeen;

    SlotRound(String claimedId, int maxSlots) {
        this.claimedId = claimedId;
        this.maxSlots = maxSlots;
    }

    /** The place for the next copy. */
    sealed interface Place {
        /** A slot without a holder. */
        record Free(String slot) implements Place {}

        /** To the slot of a holder that does not live. */
        record Abandoned(Seat seat) implements Place {}

        /** To a slot that is about to become free. */
        record Emptying(Seat seat) implements Place {}

        /** Unknown: a holder has come since the others were asked. */
        record AskAgain() implements Place {}

        /** Nowhere: living copies hold all slots. */
        record Nowhere() implements Place {}
    }

    String claimedId() {
        return claimedId;
    }

    int maxSlots() {
        return maxSlots;
    }

    List<Challenge> challengers() {
        return List.copyOf(challengers);
    }

    /** Lets a copy take part; false if too many do. */
    boolean join(Challenge challenge) {
        return challengers.size() < MAX_CHALLENGERS && challengers.add(challenge);
    }

    /** Returns the holders to ask. */
    List<Seat> holders(Map<String, Seat> seats) {
        List<Seat> holders = new ArrayList<>();
        for (int number = 1; number <= maxSlots; number++) {
            Seat seat = seats.get(Lease.slot(claimedId, number));
            if (seat == null) {
                break;
            }
            if (seat.state() == Seat.State.LIVE) {
                holders.add(seat);
            }
        }
        return holders;
    }

    void heard(Session holder, boolean lives) {
        (lives ? living : dead).add(holder.generation());
    }

    /** Decides where the next copy goes; no two go to the same place. */
    Place next(Map<String, Seat> seats) {
        while (slotsSeen < maxSlots) {
            String slot = Lease.slot(claimedId, ++slotsSeen);
            Seat seat = seats.get(slot);
            if (seat == null) {
                return new Place.Free(slot);
            }
            switch (seat.state()) {
                case LIVE -> {
                    long holder = seat.session().generation();
                    if (dead.contains(holder)) {
                        return new Place.Abandoned(seat);
                    }
                    if (!living.contains(holder)) {
                        return new Place.AskAgain();
                    }
                }
                case CLOSING -> {
                    return new Place.Emptying(seat);
                }
                case REGISTERING, PROBED -> {} // the slot will have a holder
            }
        }
        return new Place.Nowhere();
    }
}
