package dev.stanchion.server;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.StoreLimits;
import dev.stanchion.engine.StreamingEngine;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.server.embedded.LoopShard;
import dev.stanchion.server.embedded.RouterBus;
import dev.stanchion.server.embedded.SecureEntropy;
import dev.stanchion.server.monitoring.MonitoringPort;
import dev.stanchion.store.file.MemoryStore;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of one server, started in the order in which they need each other and stopped in
 * reverse: loops, engine, client port. The port is opened last, because whoever reaches it expects
 * the streaming subjects to be served ({@code spec/streaming.md} 1.6).
 *
 * <p>Safe for use by many threads: {@link #start} is called once, {@link #close} by anyone.
 */
final class Assembly {
    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);
    private static final long CLOSE_SECONDS = 10;

    private final ServerOptions options;
    private final NatsServer nats;
    private final Store store;
    private final StartupLog log;
    private @Nullable StreamingEngine engine;
    private @Nullable MonitoringPort monitoring;
    private boolean closed;

    Assembly(ServerOptions options) {
        this.options = options;
        this.nats = new NatsServer(natsOptions(options));
        this.store = new MemoryStore();
        this.log = new StartupLog(options);
    }

    private static NatsServerOptions natsOptions(ServerOptions options) {
        NatsServerOptions nats =
                NatsServerOptions.defaults()
                        .withHost(options.host())
                        .withPort(options.port())
                        .withLoops(options.eventLoops());
        return options.serverName().isEmpty() ? nats : nats.withServerName(options.serverName());
    }

    private static EngineOptions engineOptions(ServerOptions options) {
        boolean improved = options.compatibility() == Compatibility.IMPROVED;
        return EngineOptions.defaults()
                .withClusterId(options.clusterId())
                .withLimits(storeLimits(options.limits()))
                .withHeartbeats(
                        options.heartbeatInterval(),
                        options.heartbeatTimeout(),
                        options.heartbeatFailCount())
                .withReplaceDurable(options.replaceDurable())
                .withCompatibility(
                        improved
                                ? dev.stanchion.engine.Compatibility.DEFAULT
                                : dev.stanchion.engine.Compatibility.STRICT,
                        improved);
    }

    private static StoreLimits storeLimits(Limits limits) {
        return new StoreLimits(
                Math.toIntExact(limits.maxChannels()),
                Math.toIntExact(limits.maxSubscriptions()),
                limits.maxMessages(),
                limits.maxBytes(),
                limits.maxAge().toNanos(),
                limits.maxInactivity().toNanos());
    }

    /** Starts everything; returns the port for clients. */
    synchronized int start() {
        nats.start();
        StreamingEngine starting = newEngine();
        log.starting(starting.serverId());
        log.startingNats(nats.serverId());
        openMonitoring();
        log.recovering();
        engine = starting;
        startAndWait(starting);
        log.storeIsReady(store.type());
        int port = nats.listen().getPort();
        log.ready(port, store.type());
        return port;
    }

    private StreamingEngine newEngine() {
        return new StreamingEngine(
                engineOptions(options),
                new RouterBus(nats.inProcess(), nats.loops()),
                store,
                nats.loops().stream().map(loop -> new LoopShard(loop, Clock.systemUTC())).toList(),
                new SecureEntropy());
    }

    private void openMonitoring() {
        if (options.monitoringPort() != ServerOptions.NO_MONITORING) {
            MonitoringPort opening =
                    new MonitoringPort(
                            options.host(), options.monitoringPort(), new WelcomePages(options));
            opening.start();
            monitoring = opening;
        }
    }

    private static void startAndWait(StreamingEngine engine) {
        CompletableFuture<Outcome.Done> ready = new CompletableFuture<>();
        engine.start(
                new Outcome<>() {
                    @Override
                    public void succeeded(Done done) {
                        ready.complete(done);
                    }

                    @Override
                    public void failed(StoreException why) {
                        ready.completeExceptionally(why);
                    }
                });
        try {
            ready.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException why ? why : e;
        }
    }

    synchronized int monitoringPort() {
        return monitoring == null ? ServerOptions.NO_MONITORING : monitoring.port();
    }

    /** Stops everything that was started. Idempotent. */
    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        closeEngine();
        nats.close();
        store.close();
        if (monitoring != null) {
            monitoring.close();
        }
    }

    private void closeEngine() {
        StreamingEngine running = engine;
        if (running == null) {
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        running.close(done::countDown);
        try {
            if (!done.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The streaming engine did not stop within {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
