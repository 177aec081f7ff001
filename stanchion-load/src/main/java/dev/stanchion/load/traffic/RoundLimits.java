package dev.stanchion.load.traffic;

import java.time.Duration;

/** The limits of a round. Publishers stop after a total number of messages or after a time. */
public record RoundLimits(long messages, Duration time) {
    public RoundLimits {
        if (messages < 1 || time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("a round of nothing");
        }
    }
}
