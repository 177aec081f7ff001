package dev.stanchion.server.monitoring;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Which pages are where; paths are exact, and every other path does not exist. Immutable. */
public record SiteMap(Map<String, Pages> byPath) implements Pages {
    public SiteMap {
        byPath = Map.copyOf(byPath);
    }

    @Override
    public CompletionStage<Page> at(PageRequest request, Executor port) {
        Pages pages = byPath.get(request.path());
        return pages == null
                ? CompletableFuture.completedFuture(Page.notFound())
                : pages.at(request, port);
    }
}
