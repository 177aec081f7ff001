package dev.stanchion.server.monitoring.streaming;

import java.time.Clock;
import java.time.Instant;

/**
 * What does not change about a server while it runs. Immutable.
 *
 * @param serverId of this run
 * @param version Stanchion's own
 * @param runtime what stands where the Go version stood: {@code java25}
 * @param clock tells what time pages say it is, in the zone in which they say it
 */
public record ObservedServer(
        String clusterId,
        String serverId,
        String version,
        String runtime,
        Instant started,
        Clock clock) {}
