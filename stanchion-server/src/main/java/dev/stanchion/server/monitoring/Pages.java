package dev.stanchion.server.monitoring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What the monitoring port can show. */
@FunctionalInterface
public interface Pages {
    /**
     * Returns a page, now or when what it shows has been found out. Called on the port's thread,
     * and must not block.
     *
     * @param request with a path that belongs to these pages
     * @param port the port's thread, where a page is to be written once its facts have come from
     *     somewhere else
     */
    CompletionStage<Page> at(PageRequest request, Executor port);

    /** Pages that are known at once. */
    static Pages of(Page page) {
        return (request, port) -> CompletableFuture.completedFuture(page);
    }
}
