package dev.stanchion.load.traffic;

import java.time.Duration;

/**
 * What one publisher sends in one round: so many messages, or as many as the time allows.
 *
 * @param messages at most
 * @param time at most
 * @param intervalNanos from one message being due to the next; 0 sends as fast as possible
 */
record Quota(long messages, Duration time, double intervalNanos) {
    boolean isPaced() {
        return intervalNanos > 0;
    }
}
