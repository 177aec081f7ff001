package dev.stanchion.server.monitoring;

/** All that the monitoring port can show. Called on its thread, and must not block. */
@FunctionalInterface
public interface Pages {
    /** Returns what is at a path; {@code /streaming/serverz} for instance, without a query. */
    Page at(String path);
}
