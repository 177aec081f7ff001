package dev.stanchion.server.monitoring;

import java.util.concurrent.CompletionStage;

/** All that the monitoring port can show. Called on its thread, and must not block. */
@FunctionalInterface
public interface Pages {
    /**
     * Returns what is at a path; {@code /streaming/serverz} for instance.
     *
     * @param query what stands behind the question mark, as it came; empty if nothing does
     * @return completed on any thread, in bounded time
     */
    CompletionStage<Page> at(String path, String query);
}
