package dev.stanchion.load.traffic;

import dev.stanchion.load.LoadException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The driver's threads. Confined to the thread that created this object. */
final class Loops implements AutoCloseable {
    /**
     * The cores per spinning loop: one for the loop, one for the server, and one for everything
     * else.
     */
    private static final int CORES_PER_SPINNING_LOOP = 3;

    private static final Duration TASK_LIMIT = Duration.ofSeconds(30);

    private final ThreadMXBean threadTimes = ManagementFactory.getThreadMXBean();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<DriverLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private int assigned;

    Loops(int count) {
        boolean naps = Runtime.getRuntime().availableProcessors() < CORES_PER_SPINNING_LOOP * count;
        for (int i = 0; i < count; i++) {
            DriverLoop loop = new DriverLoop(failure, naps);
            loops.add(loop);
            Thread thread = new Thread(loop, "driver-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Returns the loop for the next connection, in turn. */
    DriverLoop next() {
        return loops.get(assigned++ % loops.size());
    }

    void keepSchedule(boolean keep) {
        loops.forEach(loop -> loop.keepSchedule(keep));
    }

    /** Runs a task on a loop and waits until it is done. */
    void call(DriverLoop loop, Runnable task) {
        CountDownLatch happened = new CountDownLatch(1);
        loop.execute(() -> {
            task.run();
            happened.countDown();
        });
        try {
            long limit = TASK_LIMIT.toSeconds();
            for (long second = 0; !happened.await(1, TimeUnit.SECONDS); second++) {
                check();
                if (second > limit) {
                    throw new LoadException(
                            "a thread of the driver does not answer", "This is a bug; report it.");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted", "Start it again.", e);
        }
        check();
    }

    /** Throws the failure of a loop, if there is one. */
    void check() {
        Throwable cause = failure.get();
        if (cause instanceof LoadException known) {
            throw new LoadException(known.problem(), known.remedy(), known);
        }
        if (cause instanceof IOException) {
            throw new LoadException(
                    "a connection broke: " + cause.getMessage(),
                    "The server's log may say why.",
                    cause);
        }
        if (cause != null) {
            throw new IllegalStateException("a thread of the driver failed", cause);
        }
    }

    /** Returns the processor time that the loops have used. */
    double cpuMicros() {
        long nanos = 0;
        for (Thread thread : threads) {
            nanos += Math.max(0, threadTimes.getThreadCpuTime(thread.threadId()));
        }
        return nanos / 1e3;
    }

    /** Ends the loops. Their connections stay open and belong to the caller again. Idempotent. */
    @Override
    public void close() {
        loops.forEach(DriverLoop::end);
        for (int i = 0; i < threads.size(); i++) {
            if (threads.get(i).getState() == Thread.State.NEW) {
                loops.get(i).run(); // the loop ends at once, in order
            }
            join(threads.get(i));
        }
    }

    private static void join(Thread thread) {
        try {
            if (thread.isAlive()) {
                thread.join(TASK_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
