package dev.stanchion.server;

import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.tls.Tls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines that a server logs when it starts and stops, in the words of NATS Streaming, which
 * scripts and launchers look for. Source: {@code spec/operations.md} 5.2 and 5.3.
 *
 * <p>Differs: the client port opens last here, so the NATS server's lines about it come after the
 * limits, just before {@code Streaming Server is ready}.
 */
final class StartupLog {
    static final String READY = "Streaming Server is ready";

    private static final Logger LOG = LoggerFactory.getLogger(StanchionServer.class);
    private static final Logger CORE = LoggerFactory.getLogger(NatsServer.class);

    private final ServerOptions options;

    StartupLog(ServerOptions options) {
        this.options = options;
    }

    void starting(String serverId) {
        LOG.info(
                "Starting nats-streaming-server[{}] version {}",
                options.clusterId(),
                Version.stanchion());
        LOG.info("ServerID: {}", serverId);
        LOG.info("Java version: {}", Runtime.version());
    }

    void startingNats(String serverId) {
        if (options.externalNats().isPresent()) {
            return; // as the Go server: it has a NATS part, but nobody can connect to it
        }
        String name = options.serverName().isEmpty() ? serverId : options.serverName();
        CORE.info("Starting nats-server");
        CORE.info("  Version:  {}", NatsServerOptions.defaults().version());
        CORE.info("  Name:     {}", name);
        CORE.info("  ID:       {}", serverId);
    }

    void recovering() {
        LOG.info("Recovering the state...");
    }

    void storeIsReady(String store) {
        LOG.info("Message store is {}", store);
        if (options.store() instanceof StoreChoice.File(var directory, var ignored)) {
            LOG.info("Store location: {}", directory);
        }
        LimitsReport.lines(options.limitsTable()).forEach(LOG::info);
    }

    void webSockets(String host, int port, boolean tls) {
        CORE.info(
                "Listening for websocket clients on {}://{}:{}",
                tls ? "wss" : "ws",
                ClientAddress.bracketed(host),
                port);
        if (!tls) {
            CORE.warn("Websocket not configured with TLS. DO NOT USE IN PRODUCTION!");
        }
    }

    /** As {@link #ready}, where clients connect elsewhere. */
    void readyFor(ExternalNats nats, String natsVersion, String store) {
        LOG.info(READY);
        LOG.info(
                "Stanchion {} ({} store, compatible with NATS Streaming {}): serving the clients of"
                        + " nats-server {} at {}, cluster ID {}",
                Version.stanchion(),
                store,
                Version.NATS_STREAMING,
                natsVersion,
                String.join(", ", nats.urls()),
                options.clusterId());
    }

    void ready(int port, String store) {
        String host = ClientAddress.bracketed(options.host());
        CORE.info("Listening for client connections on {}:{}", host, port);
        if (!(options.security().tls() instanceof Tls.Off)) {
            CORE.info("TLS required for client connections");
        }
        CORE.info("Server is ready");
        LOG.info(READY);
        LOG.info(
                "Stanchion {} ({} store, compatible with NATS Streaming {}):"
                        + " connect to nats://{}:{}, cluster ID {}",
                Version.stanchion(),
                store,
                Version.NATS_STREAMING,
                ClientAddress.reachable(options.host()),
                port,
                options.clusterId());
    }

    void stopping() {
        LOG.info("Shutting down.");
        if (options.externalNats().isEmpty()) {
            CORE.info("Initiating Shutdown...");
        }
    }

    void stopped() {
        if (options.externalNats().isEmpty()) {
            CORE.info("Server Exiting..");
        }
    }
}
