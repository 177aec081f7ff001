package dev.stanchion.server.monitoring.streaming;

import java.time.Clock;
import java.time.Instant;

/**
 * The constant facts about a running server. Immutable.
 *
 * @param serverId the ID of this run
 * @param version the version of Stanchion
 * @param runtime the text in place of the Go version: {@code java25}
 * @param clock the clock of the pages, with their time zone
 */
public record ObservedServer(
        String clusterId,
        String serverId,
        String version,
        String runtime,
        Instant started,
        Clock clock) {}
