package dev.stanchion.load.traffic;

import java.time.Duration;

/**
 * The limits of one publisher in one round.
 *
 * @param messages the maximum number of messages
 * @param time the maximum time
 * @param intervalNanos the interval between the due times of two messages; 0 sends as fast as
 *     possible
 */
record Quota(long messages, Duration time, double intervalNanos) {
    boolean isPaced() {
        return intervalNanos > 0;
    }
}
