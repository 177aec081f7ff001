package dev.stanchion.client;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that run handlers, if the program does not bring its own. */
final class HandlerThreads {
    /** With the threads of jnats and the schedulers, a client stays below forty. */
    private static final int MOST_PLATFORM_THREADS = 24;

    private static final long IDLE_SECONDS = 10;

    private HandlerThreads() {}

    /**
     * Makes an executor for the handlers of a client: with a virtual thread for each task where the
     * JVM has them (21 and newer), else with at most {@value #MOST_PLATFORM_THREADS} threads.
     */
    static ExecutorService bounded() {
        return Runtime.version().feature() >= 21 ? virtual() : pool(MOST_PLATFORM_THREADS);
    }

    /**
     * Makes an executor for a single connection, whose handlers never wait for each other: a thread
     * for each that runs.
     */
    static ExecutorService unbounded() {
        return Runtime.version().feature() >= 21
                ? virtual()
                : Executors.newCachedThreadPool(daemons());
    }

    static ExecutorService pool(int threads) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        daemons());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** This class is compiled for Java 17, which does not have the method. */
    private static ExecutorService virtual() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("no virtual threads in this JVM", e);
        }
    }

    private static ThreadFactory daemons() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "stanchion-handler-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
