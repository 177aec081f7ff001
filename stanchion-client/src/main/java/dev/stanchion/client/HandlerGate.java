package dev.stanchion.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets handlers through one at a time until it is shut. Safe for use by many threads.
 *
 * <p>The lock is reentrant, so a handler may shut its own gate: it finds itself alone inside, and
 * nobody enters after it. {@code shut} is read under the lock; who gets the lock after having set
 * it knows that no handler runs, now or later.
 */
final class HandlerGate {
    private final ReentrantLock inside = new ReentrantLock();
    private volatile boolean shut;

    /** Runs the handler if the gate is open; returns whether the gate was still open afterwards. */
    boolean pass(Runnable handler) {
        inside.lock();
        try {
            if (!shut) {
                handler.run();
            }
            return !shut;
        } finally {
            inside.unlock();
        }
    }

    /** Lets nobody in any more. */
    void shut() {
        shut = true;
    }

    /** Waits until nobody but the caller is inside; false if that took too long. */
    boolean awaitEmpty(Duration patience) throws InterruptedException {
        if (!inside.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        inside.unlock();
        return true;
    }

    boolean isCallerInside() {
        return inside.isHeldByCurrentThread();
    }
}
