package dev.stanchion.server;

import dev.stanchion.bus.nats.NatsBus;
import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.nats.websocket.WebSocketOptions;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where clients come in: the ports of the embedded NATS server, or the NATS servers of somebody
 * else. Safe for use by many threads; {@link #open} and {@link #shut} block.
 */
final class Doors {
    private final ServerOptions options;
    private final NatsServer nats;
    private final Optional<NatsBus> cluster;
    private final StartupLog log;
    private final Supplier<ClientAccess> access;

    /**
     * @param cluster where clients connect, if not here
     * @param access the current options for the access of clients
     */
    Doors(
            ServerOptions options,
            NatsServer nats,
            Optional<NatsBus> cluster,
            StartupLog log,
            Supplier<ClientAccess> access) {
        this.options = options;
        this.nats = nats;
        this.cluster = cluster;
        this.log = log;
        this.access = access;
    }

    /** Returns where clients connect, if not here. */
    Optional<NatsBus> external() {
        return cluster;
    }

    /** Lets clients come. Returns the port on which they do. */
    int open() {
        if (cluster.isEmpty()) {
            return listen(access.get());
        }
        cluster.get().awaitSubscribed();
        return options.externalNats().orElseThrow().servers().getFirst().port();
    }

    private int listen(ClientAccess now) {
        now.webSockets().ifPresent(this::listenForWebSockets);
        return now.advertise().isEmpty()
                ? nats.listen().getPort()
                : nats.listen(now.advertisedHost(), now.advertisedPort()).getPort();
    }

    private void listenForWebSockets(WebSocketOptions webSockets) {
        int port = nats.listenForWebSockets(webSockets).getPort();
        log.webSockets(webSockets.host(), port, webSockets.tls() instanceof TlsOptions);
    }

    void tellReady(int port, String store) {
        if (cluster.isEmpty()) {
            log.ready(port, store);
        } else {
            log.readyFor(
                    options.externalNats().orElseThrow(), cluster.get().info().version(), store);
        }
    }

    /**
     * Sends all clients away and lets none in until {@link #open} is called again. Clients of an
     * external NATS stay connected there.
     */
    void shut() {
        if (cluster.isEmpty()) {
            nats.stopListening();
        }
    }
}
