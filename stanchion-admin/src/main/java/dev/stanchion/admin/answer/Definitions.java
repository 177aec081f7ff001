package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Channels and lasting positions. Immutable.
 *
 * <p>Channels and lasting positions. Messages and subscriptions that end with their clients are not
 * part of it, nor are channels of parked messages.
 *
 * @param format the version of the form
 * @param clusterId where it comes from; an import does not look at it; null if there is none
 * @param exportedAt null if there is none
 */
public record Definitions(
        long format,
        @Nullable String clusterId,
        @Nullable Instant exportedAt,
        List<ChannelDefinition> channels) {
    public Definitions {
        channels = List.copyOf(channels);
    }
}
