package dev.stanchion.simulation.client;

import dev.stanchion.kit.shard.Chance;

/** The way in which a subscriber acknowledges messages. */
public enum AckHabit {
    /** Each message as soon as it came. */
    PROMPT,
    /** Each after a random time, perhaps above the ack wait, hence out of order. */
    SLOW,
    /** Each twice. */
    TWICE,
    /** Some never, and some that it never got. */
    SLOPPY,
    /** None. */
    NEVER;

    /** Returns how long the subscriber keeps a message before the ack. */
    long delayNanos(Chance chance, int ackWaitSeconds) {
        return this == SLOW
                ? chance.upToNanos(ackWaitSeconds * 1_500_000_000L)
                : chance.upToNanos(3_000_000);
    }

    boolean acknowledges(Chance chance) {
        return switch (this) {
            case PROMPT, SLOW, TWICE -> true;
            case SLOPPY -> chance.oneIn(2);
            case NEVER -> false;
        };
    }
}
