package dev.stanchion.conformance.peer;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The time that peers wait. */
public final class Patience {
    /** For events that must happen. It is long, because it passes only when a test fails. */
    public static final Duration FOR_SOMETHING = Duration.ofSeconds(10);

    /** For events that must not happen. It is short, because it always passes. */
    public static final Duration FOR_NOTHING = Duration.ofMillis(200);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Patience() {}

    /** Checks again and again, for events that a server does not report. */
    public static void until(String what, BooleanSupplier happened) {
        long deadline = System.nanoTime() + FOR_SOMETHING.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within %s: %s".formatted(FOR_SOMETHING, what));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
