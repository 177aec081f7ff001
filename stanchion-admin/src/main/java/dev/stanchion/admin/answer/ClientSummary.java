package dev.stanchion.admin.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Describes a client in a list. Immutable.
 *
 * @param lastHeard when it has answered a heartbeat last, or was registered. A server asks every 30
 *     seconds by default; null if there is none
 * @param isOffline whether it has no connection and keeps its ID for now
 * @param connects how often the ID has connected in the last five minutes
 * @param refused how many connections have wanted its ID in the last ten minutes and were refused,
 *     100 at most; null if there were none
 * @param refusedFrom the address of the last one of them; null if there is none
 * @param address where it connects from; null if the server has recovered it
 * @param connection the ID of its connection of NATS; null if there is none
 * @param connectionName the name that it gave in CONNECT; null if there is none
 * @param language the language of its library, as it said in CONNECT; null if there is none
 * @param libraryVersion the version of its library, as it said in CONNECT; null if there is none
 * @param published how many messages it has published since it was registered. The difference of
 *     two answers is its rate
 */
public record ClientSummary(
        String id,
        long protocol,
        Instant since,
        @Nullable Instant lastHeard,
        boolean isOffline,
        long subscriptions,
        long inFlight,
        long connects,
        long refused,
        @Nullable String refusedFrom,
        @Nullable String address,
        @Nullable Long connection,
        @Nullable String connectionName,
        @Nullable String language,
        @Nullable String libraryVersion,
        long published) {}
