package dev.stanchion.server.monitoring;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Which pages are where. Immutable.
 *
 * @param byPath paths are exact, but for a slash at their end
 * @param others all other paths
 */
public record SiteMap(Map<String, Pages> byPath, Pages others) implements Pages {
    public SiteMap {
        byPath = Map.copyOf(byPath);
    }

    /** Returns pages beside which there are none. */
    public SiteMap(Map<String, Pages> byPath) {
        this(byPath, Pages.of(Page.notFound()));
    }

    @Override
    public CompletionStage<Page> at(PageRequest request, Executor port) {
        Pages here = byPath.get(request.path());
        if (here == null && isWithSlash(request.path())) {
            return CompletableFuture.completedFuture(Page.withoutSlash(request));
        }
        return (here == null ? others : here).at(request, port);
    }

    /** Whether it is a page's path and a slash, which the Go server answers with 404. */
    private boolean isWithSlash(String path) {
        return path.endsWith("/") && byPath.containsKey(path.substring(0, path.length() - 1));
    }
}
