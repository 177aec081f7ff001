package dev.stanchion.server.monitoring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Pages of the monitoring port. */
@FunctionalInterface
public interface Pages {
    /**
     * Returns a page, now or when its data has been gathered. Called on the port's thread; must not
     * block.
     *
     * @param request a request with a path of these pages
     * @param port the port's thread, which writes the page after its data has come from other
     *     threads
     */
    CompletionStage<Page> at(PageRequest request, Executor port);

    /** Returns pages that always show the same. */
    static Pages of(Page page) {
        return (request, port) -> CompletableFuture.completedFuture(page);
    }
}
