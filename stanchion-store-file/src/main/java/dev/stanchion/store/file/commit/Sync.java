package dev.stanchion.store.file.commit;

import java.time.Duration;

/** When messages are forced to the disk, and so how much the end of the machine can lose. */
public sealed interface Sync {
    /** Before they are acknowledged or delivered: nothing is lost. */
    Sync ALWAYS = new Always();

    /** When the operating system does it: everything that it has not written yet is lost. */
    Sync OS = new Os();

    /** At this interval: at most the messages since the last sync are lost. */
    static Sync every(Duration interval) {
        return new Interval(interval);
    }

    /** See {@link #ALWAYS}. */
    record Always() implements Sync {}

    /** See {@link #every}. */
    record Interval(Duration interval) implements Sync {
        public Interval {
            if (interval.isNegative() || interval.isZero()) {
                throw new IllegalArgumentException(
                        "sync interval: %s (expected: more than 0)".formatted(interval));
            }
        }
    }

    /** See {@link #OS}. */
    record Os() implements Sync {}
}
