package dev.stanchion.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs handlers one at a time until it is shut. Safe for use by many threads.
 *
 * <p>The lock is reentrant, so a handler may shut its own gate: no other handler runs, and none
 * runs after it. {@code shut} is read under the lock. A thread that gets the lock after setting it
 * knows that no handler runs now or later.
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

    /** Shuts the gate for further handlers. */
    void shut() {
        shut = true;
    }

    /** Waits until no other handler runs. Returns false if that took too long. */
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
