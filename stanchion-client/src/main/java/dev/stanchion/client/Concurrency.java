package dev.stanchion.client;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How many messages of a subscription may be handled at the same time, and which of them must not.
 * Immutable.
 *
 * @param limit how many handlers may run at the same time; 1 to 1,024
 * @param key gives each message a key. Messages with equal keys are handled one after the other, in
 *     the order of their arrival. Null if any messages may be handled at the same time
 */
public record Concurrency(int limit, @Nullable Function<Message, ?> key) {
    private static final int MOST = 1024;

    /** One message after the other. */
    public static final Concurrency SERIAL = new Concurrency(1, null);

    public Concurrency {
        if (limit < 1 || limit > MOST) {
            throw Failures.invalid(
                    "concurrency: %d (expected: 1 to %d)".formatted(limit, MOST), "Correct it.");
        }
    }
}
