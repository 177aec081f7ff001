package dev.stanchion.server.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Runs something on the port's thread after a time. No thread and no timer exists before. */
interface Later {
    /** Waits for real. A task whose port has closed is dropped. */
    Later REAL =
            (after, port, task) ->
                    CompletableFuture.delayedExecutor(after.toNanos(), TimeUnit.NANOSECONDS, port)
                            .execute(task);

    void run(Duration after, Executor port, Runnable task);
}
