package dev.stanchion.nats.link;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for links, on threads that may block. A loop must not call it. Stateless. */
public final class LinkWait {
    private static final long CLOSE_SECONDS = 5;

    private LinkWait() {}

    /**
     * Waits until a link has opened, or has done something else that needs its servers.
     *
     * @param servers as an error names them
     * @throws LinkException if the stage fails, or does not complete in time
     */
    public static void await(
            CompletionStage<?> stage, Duration patience, List<ServerAddress> servers) {
        try {
            stage.toCompletableFuture().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LinkException why
                    ? why
                    : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new LinkException("nats: timeout: no answer of " + servers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException("nats: interrupted while connecting to " + servers);
        }
    }

    /** Waits until links have closed, but not long: the end of their loops closes them as well. */
    public static void awaitClosed(List<? extends CompletionStage<?>> closing) {
        CompletableFuture<?>[] all =
                closing.stream()
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(all).get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // the caller ends the loops next, and that closes the connections
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
