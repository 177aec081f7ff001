package dev.stanchion.test.look;

import dev.stanchion.engine.EngineSnapshot;
import java.time.Duration;
import java.time.Instant;

/**
 * A registered client. Immutable.
 *
 * @param isConnected whether it has a connection; one without keeps its ID until it fails its
 *     heartbeats
 * @param since when it was registered, by the broker's clock
 */
public record ClientView(String clientId, boolean isConnected, Instant since) {
    /** Shows a client as the engine knows it. */
    public static ClientView of(EngineSnapshot.Client client) {
        return new ClientView(
                client.clientId(),
                !client.isOffline(),
                Instant.EPOCH.plus(Duration.ofNanos(client.sinceEpochNanos())));
    }
}
