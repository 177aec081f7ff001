package dev.stanchion.server.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs something on the port's thread after a time. No thread and no timer exists before. */
public interface Later {
    /** Waits for real. A task whose port has closed is dropped. */
    Later REAL = Later::waitFor;

    void run(Duration after, Executor port, Runnable task);

    @SuppressWarnings("FutureReturnValueIgnored") // tasks report by themselves
    private static void waitFor(Duration after, Executor port, Runnable task) {
        if (!(port instanceof ScheduledExecutorService own)) {
            CompletableFuture.delayedExecutor(after.toNanos(), TimeUnit.NANOSECONDS, port)
                    .execute(task);
            return;
        }
        try {
            own.schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // the port has closed
        }
    }
}
