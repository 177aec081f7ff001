package dev.stanchion.server.monitoring;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Which pages are where. Immutable.
 *
 * @param byPath paths are exact
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
        return byPath.getOrDefault(request.path(), others).at(request, port);
    }
}
