package dev.stanchion.crash.disk;

import dev.stanchion.kit.shard.Chance;
import java.util.List;

/** Which of several states something is found in, when nobody made sure of the newest. */
enum Survival {
    /** All that was done had reached the platter by chance. */
    ALL,
    /** Nothing had. */
    NOTHING,
    /** What was done first had, up to a moment: the last write is torn. */
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
