package dev.stanchion.conformance.peer;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** How long peers wait. */
public final class Patience {
    /** For what must come; long, since it only passes when a test fails. */
    public static final Duration FOR_SOMETHING = Duration.ofSeconds(10);

    /** For what must not come; short, since it always passes. */
    public static final Duration FOR_NOTHING = Duration.ofMillis(200);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Patience() {}

    /** Looks again and again; for what a server does by itself and tells nobody. */
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
