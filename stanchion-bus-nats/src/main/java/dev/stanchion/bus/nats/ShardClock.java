package dev.stanchion.bus.nats;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The time of day in nanoseconds, cheap enough for every message.
 *
 * <p>A {@link Clock} creates an object for each call. So this class calls it from time to time and
 * adds the elapsed time in between. It follows a change of the clock within {@value
 * #ASK_AGAIN_NANOS} ns. Confined to its shard.
 */
final class ShardClock {
    static final long ASK_AGAIN_NANOS = 10_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Clock clock;
    private final LongSupplier elapsed;
    private long askedNanos;
    private long askedEpochNanos;

    /**
     * @param nowNanos the current value of {@code elapsed}
     */
    ShardClock(Clock clock, long nowNanos, LongSupplier elapsed) {
        this.clock = clock;
        this.elapsed = elapsed;
        ask(nowNanos);
    }

    long epochNanos() {
        long now = elapsed.getAsLong();
        if (now - askedNanos >= ASK_AGAIN_NANOS) {
            ask(now);
        }
        return askedEpochNanos + (now - askedNanos);
    }

    private void ask(long now) {
        Instant instant = clock.instant();
        askedNanos = now;
        askedEpochNanos = instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano();
    }
}
