package dev.stanchion.server.monitoring;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The pages by their paths. Immutable.
 *
 * @param byPath the pages with exact paths, except for a slash at the end
 * @param others the pages for all other paths
 */
public record SiteMap(Map<String, Pages> byPath, Pages others) implements Pages {
    public SiteMap {
        byPath = Map.copyOf(byPath);
    }

    /** Creates a map without pages for other paths. */
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

    /**
     * Returns whether it is a page's path with a slash at the end, which the Go server answers with
     * 404.
     */
    private boolean isWithSlash(String path) {
        return path.endsWith("/") && byPath.containsKey(path.substring(0, path.length() - 1));
    }
}
