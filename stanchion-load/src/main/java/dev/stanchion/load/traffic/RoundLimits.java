package dev.stanchion.load.traffic;

import java.time.Duration;

/** When publishers stop in a round: after so many messages between them, or after so much time. */
public record RoundLimits(long messages, Duration time) {
    public RoundLimits {
        if (messages < 1 || time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("a round of nothing");
        }
    }
}
