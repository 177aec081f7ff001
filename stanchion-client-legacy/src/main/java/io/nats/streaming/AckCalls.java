package io.nats.streaming;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls the ack handlers of a connection, one after the other on one thread. A publish has a place
 * from its sending until its handler begins, so slow handlers slow down who publishes. Safe for use
 * by many threads.
 */
final class AckCalls {
    private static final long IDLE_SECONDS = 5;

    private final Semaphore places;
    private final Executor executor;
    private volatile @Nullable Thread thread;

    AckCalls(int maxInFlight) {
        places = new Semaphore(maxInFlight);
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        this::newThread);
        one.allowCoreThreadTimeOut(true); // so nobody has to end it
        executor = one;
    }

    private Thread newThread(Runnable task) {
        Thread next = new Thread(task, "stan-acks");
        next.setDaemon(true);
        thread = next;
        return next;
    }

    /**
     * Waits for a place. An ack handler does not wait, because only its own thread frees places.
     *
     * @return whether it has one, for {@link #call} or {@link #leave}
     */
    boolean enter() throws InterruptedException {
        if (Thread.currentThread() == thread) {
            return places.tryAcquire();
        }
        places.acquire();
        return true;
    }

    /** Gives the place back without a call. */
    void leave(boolean hasPlace) {
        if (hasPlace) {
            places.release();
        }
    }

    /** Calls a handler soon. */
    void call(boolean hasPlace, Runnable handler) {
        executor.execute(() -> {
            leave(hasPlace);
            handler.run();
        });
    }
}
