package dev.stanchion.server.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends a wait after a time, by the clock of the port's thread. The timer of {@link
 * CompletableFuture} is a thread of its own, which a search would wake for every few messages.
 */
public final class TimeLimit {
    private TimeLimit() {}

    /**
     * Returns the answer on the port's thread; fails with a {@link TimeoutException} if it does not
     * come in time. Called on the port's thread.
     */
    public static <T> CompletableFuture<T> of(
            CompletableFuture<T> answer, Duration most, Executor port) {
        if (!(port instanceof ScheduledExecutorService own)) {
            return answer.orTimeout(most.toNanos(), TimeUnit.NANOSECONDS)
                    .whenCompleteAsync((result, failure) -> {}, port);
        }
        ScheduledFuture<?> timer;
        try {
            timer =
                    own.schedule(
                            () -> answer.completeExceptionally(new TimeoutException()),
                            most.toNanos(),
                            TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            return answer;
        }
        return answer.whenCompleteAsync((result, failure) -> timer.cancel(false), port);
    }
}
