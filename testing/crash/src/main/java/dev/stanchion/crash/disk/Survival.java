package dev.stanchion.crash.disk;

import dev.stanchion.kit.shard.Chance;
import java.util.List;

/** The state of data after a power loss, if the newest state was not forced. */
enum Survival {
    /** All changes had reached the platter by chance. */
    ALL,
    /** No change had reached it. */
    NOTHING,
    /** The first changes had reached it. The last of them is torn. */
    UP_TO_A_MOMENT,
    /** Whatever: later writes without earlier ones, holes in the middle. */
    ANY;

    private static final List<Survival> BY_LIKELIHOOD =
            List.of(ALL, NOTHING, UP_TO_A_MOMENT, UP_TO_A_MOMENT, ANY);

    static Survival draw(Chance chance) {
        return chance.pick(BY_LIKELIHOOD);
    }

    /**
     * Returns how many of a thing's changes survive.
     *
     * @param changedAt when each change was made, in ascending order
     * @param moment the one that is meant by {@link #UP_TO_A_MOMENT}
     */
    int surviving(List<Long> changedAt, long moment, Chance chance) {
        return switch (this) {
            case ALL -> changedAt.size();
            case NOTHING -> 0;
            case UP_TO_A_MOMENT -> (int) changedAt.stream().filter(at -> at <= moment).count();
            case ANY -> chance.between(0, changedAt.size());
        };
    }
}
