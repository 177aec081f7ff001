package dev.stanchion.admin.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Describes the server as a whole. Immutable.
 *
 * @param serverId new at each start
 * @param store missing while the server is not ready
 */
public record ServerInfo(
        String clusterId,
        String serverId,
        String name,
        String version,
        String runtime,
        Instant started,
        String role,
        boolean isReady,
        boolean readOnly,
        @Nullable String store,
        double uptimeSeconds,
        Instant asOf) {}
