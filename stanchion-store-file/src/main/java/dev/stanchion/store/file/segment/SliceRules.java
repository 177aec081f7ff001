package dev.stanchion.store.file.segment;

import dev.stanchion.engine.spi.ChannelLimits;
import java.time.Duration;

/**
 * When a channel's segment is full and the next one begins ({@code spec/stores.md} 3.5). A file is
 * deleted as a whole, so one contains at most a quarter of the messages that the channel's limits
 * keep.
 *
 * @param maxBytes the bytes of its records; 0 means no limit
 * @param maxMessages 0 means no limit
 * @param maxAge the time between its first message and the next; 0 means no limit
 */
public record SliceRules(long maxBytes, long maxMessages, Duration maxAge) {
    /** The Go server's defaults. */
    public static final SliceRules DEFAULT = new SliceRules(64L << 20, 0, Duration.ZERO);

    private static final long LEAST_BYTES = 256 * 1024;
    private static final long LEAST_AGE_NANOS = 1_000_000_000L;
    private static final int PARTS = 4;

    public SliceRules {
        requireNotNegative("slice_max_bytes", maxBytes);
        requireNotNegative("slice_max_msgs", maxMessages);
        if (maxAge.isNegative()) {
            throw new IllegalArgumentException(
                    "slice_max_age: %s (expected: at least 0)".formatted(maxAge));
        }
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least 0)");
        }
    }

    /** Returns the rules of a channel with limits. */
    public SliceRules within(ChannelLimits limits) {
        boolean isDerived = maxBytes == 0 && maxMessages == 0 && maxAge.isZero();
        long bytes = least(maxBytes, part(limits.maxBytes(), LEAST_BYTES));
        long messages = isDerived ? part(limits.maxMessages(), 1) : maxMessages;
        Duration age =
                isDerived ? Duration.ofNanos(part(limits.maxAgeNanos(), LEAST_AGE_NANOS)) : maxAge;
        return new SliceRules(bytes, messages, age);
    }

    private static long part(long limit, long atLeast) {
        return limit == 0 ? 0 : Math.max(atLeast, limit / PARTS);
    }

    private static long least(long one, long other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }

    /** Returns whether a segment takes no more messages. */
    boolean isFull(long bytes, long messages, long ageNanos) {
        return (maxBytes > 0 && bytes >= maxBytes)
                || (maxMessages > 0 && messages >= maxMessages)
                || (!maxAge.isZero() && ageNanos >= maxAge.toNanos());
    }
}
