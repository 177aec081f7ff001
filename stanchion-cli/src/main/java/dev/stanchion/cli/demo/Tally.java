package dev.stanchion.cli.demo;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Counts deliveries and waits for them. Safe for use by many threads. */
final class Tally {
    private static final int PATIENCE_SECONDS = 5;

    private final Semaphore deliveries = new Semaphore(0);

    void add() {
        deliveries.release();
    }

    /**
     * Waits for so many deliveries.
     *
     * @throws UntrueStoryException if they do not come
     */
    void await(String what, int count) {
        try {
            if (!deliveries.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new UntrueStoryException(
                        what,
                        count + " deliveries",
                        deliveries.availablePermits() + " within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UntrueStoryException(what, count + " deliveries", "an interrupt");
        }
    }
}
