package dev.stanchion.client;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Knows which threads are inside handlers, and lets none through any more once it is shut. Safe for
 * use by many threads.
 *
 * <p>How many handlers run at the same time is decided elsewhere; see {@link WorkQueue}. A thread
 * may run several handlers, one after the other, while it is inside. A handler may shut its own
 * gate and wait for the others.
 */
final class HandlerGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final Set<Thread> inside = new HashSet<>();
    private volatile boolean shut;
    private @Nullable Runnable onEmpty;

    /** Runs the handler if the gate is open; returns whether the gate was still open afterwards. */
    boolean pass(Runnable handler) {
        Thread caller = Thread.currentThread();
        if (!enter(caller)) {
            return false;
        }
        try {
            handler.run();
        } finally {
            leave(caller);
        }
        return isOpen();
    }

    private boolean enter(Thread caller) {
        lock.lock();
        try {
            if (!shut) {
                inside.add(caller);
            }
            return !shut;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Thread caller) {
        Runnable then = null;
        lock.lock();
        try {
            inside.remove(caller);
            left.signalAll();
            if (shut && inside.isEmpty()) {
                then = onEmpty;
                onEmpty = null;
            }
        } finally {
            lock.unlock();
        }
        if (then != null) {
            then.run();
        }
    }

    /** Returns whether it is open. Who is inside asks before each further handler it runs. */
    boolean isOpen() {
        return !shut;
    }

    /** Shuts the gate for further handlers. */
    void shut() {
        lock.lock();
        try {
            shut = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Shuts the gate, and runs the task when no handler runs any more: now, or on the thread of the
     * last handler. Only one task can wait.
     */
    void shutAndThen(Runnable task) {
        lock.lock();
        try {
            shut = true;
            if (!inside.isEmpty()) {
                onEmpty = task;
                return;
            }
        } finally {
            lock.unlock();
        }
        task.run();
    }

    /** Waits until no other handler runs. Returns false if that took too long. */
    boolean awaitEmpty(Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (!isEmptyButForTheCaller()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = left.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts all handlers but the caller's. */
    void interrupt() {
        lock.lock();
        try {
            inside.stream()
                    .filter(thread -> thread != Thread.currentThread())
                    .forEach(Thread::interrupt);
        } finally {
            lock.unlock();
        }
    }

    private boolean isEmptyButForTheCaller() {
        return inside.isEmpty() || (inside.size() == 1 && inside.contains(Thread.currentThread()));
    }

    boolean isCallerInside() {
        lock.lock();
        try {
            return inside.contains(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }
}
