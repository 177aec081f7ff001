package dev.stanchion.server;

import dev.stanchion.bus.nats.NatsBus;
import dev.stanchion.engine.EngineStartException;
import dev.stanchion.engine.StartListener;
import dev.stanchion.engine.StreamingEngine;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.monitoring.MonitoringAddress;
import dev.stanchion.nats.monitoring.NatsPages;
import dev.stanchion.nats.monitoring.ThisProcess;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.nats.websocket.WebSocketOptions;
import dev.stanchion.protocol.RequestSubjects;
import dev.stanchion.server.embedded.LoopShard;
import dev.stanchion.server.embedded.RouterBus;
import dev.stanchion.server.embedded.SecureEntropy;
import dev.stanchion.server.monitoring.MonitoringPort;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import dev.stanchion.server.monitoring.streaming.ObservedServer;
import dev.stanchion.server.rights.StreamingUsers;
import dev.stanchion.store.file.journal.Journal;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of one server, started in the order in which they need each other and stopped in
 * reverse: loops, engine, client port. The client port opens last, because a client that reaches it
 * expects the streaming subjects to be served ({@code spec/streaming.md} 1.6).
 *
 * <p>Safe for use by many threads: {@link #start} is called once; any thread may call {@link
 * #close}.
 */
final class Assembly {
    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);
    private static final long CLOSE_SECONDS = 10;

    /**
     * The maximum that an envelope adds: the channel's name, which a control line bounds, and the
     * other names.
     */
    private static final int MAX_ENVELOPE_BYTES = 8192;

    private final ServerOptions options;
    private final StreamingUsers users;
    private final NatsServer nats;
    private final Store store;
    private final Journal journal;
    private final StartupLog log;
    private final ObservedEngine observed = new ObservedEngine();
    private final CompletableFuture<StoreException> storeLost = new CompletableFuture<>();

    /** Where clients connect, if not here; from when it is connected. */
    private @Nullable NatsBus cluster;

    private @Nullable StreamingEngine engine;
    private @Nullable MonitoringPort monitoring;

    /** The current options for the access of clients. */
    private ClientAccess access;

    /** The port for the pages, which other threads read; the configured one until it is open. */
    private volatile int openMonitoringPort;

    private boolean ready;
    private boolean closed;

    /**
     * The open ports.
     *
     * @param port for clients
     * @param monitoringPort {@link ServerOptions#NO_MONITORING} if there is none
     * @param urls the URLs of these ports and of the port for WebSocket clients
     */
    record Ports(int port, int monitoringPort, ServerUrls urls) {}

    /**
     * @param journal it learns when clients can connect; it belongs to the store
     */
    Assembly(ServerOptions options, Store store, Journal journal) {
        this.options = options;
        this.users = new StreamingUsers(options.discoverPrefix(), options.clusterId());
        this.nats = new NatsServer(natsOptions(options), users.prepare(options.security()));
        this.store = store;
        this.journal = journal;
        this.log = new StartupLog(options);
        this.openMonitoringPort = options.monitoringPort();
        this.access = options.access();
    }

    private static NatsServerOptions natsOptions(ServerOptions options) {
        return options.nats()
                .withHost(options.host())
                .withPort(options.port())
                .withServerName(options.serverName())
                .withLoops(options.eventLoops());
    }

    /** Starts everything. */
    synchronized Ports start() {
        if (options.externalNats().isEmpty()) {
            lookFirst();
        }
        nats.start();
        if (options.externalNats().isPresent()) {
            cluster = connect(options.externalNats().get());
        }
        StreamingEngine starting = newEngine();
        log.starting(starting.serverId());
        log.startingNats(nats.serverId());
        int monitoringPort = openMonitoring(starting.serverId());
        log.recovering();
        engine = starting;
        startAndWait(starting);
        log.storeIsReady(store.type());
        int port = letClientsCome();
        observed.ready(starting);
        journal.clientsMayCome();
        tellReady(port);
        ready = true;
        return new Ports(port, monitoringPort, urls(port, monitoringPort));
    }

    private NatsBus connect(ExternalNats external) {
        NatsBus connecting =
                new NatsBus(
                        nats.loops(),
                        external.linkOptions(options.clusterId()),
                        new SecureEntropy());
        connecting.open();
        return connecting;
    }

    /** Returns the port on which they come, here or at the NATS servers of somebody else. */
    private int letClientsCome() {
        NatsBus external = cluster;
        if (external == null) {
            return listen();
        }
        external.awaitSubscribed();
        return options.externalNats().orElseThrow().servers().getFirst().port();
    }

    private void tellReady(int port) {
        NatsBus external = cluster;
        if (external == null) {
            log.ready(port, store.type());
        } else {
            log.readyFor(
                    options.externalNats().orElseThrow(), external.info().version(), store.type());
        }
    }

    private ServerUrls urls(int port, int monitoringPort) {
        boolean encrypted = nats.protection().tlsRequired();
        return new ServerUrls(
                options.externalNats()
                        .map(ExternalNats::urls)
                        .orElseGet(() ->
                                ServerUrls.of(encrypted ? "tls" : "nats", options.host(), port)),
                monitoringPort == ServerOptions.NO_MONITORING
                        ? List.of()
                        : ServerUrls.of(
                                options.monitoringTls() ? "https" : "http",
                                monitoringHost(),
                                monitoringPort),
                nats.webSockets()
                        .map(open ->
                                ServerUrls.of(
                                        open.tls() instanceof TlsOptions ? "wss" : "ws",
                                        open.host(),
                                        open.port()))
                        .orElse(List.of()));
    }

    /** Checks everything that could fail at the end of the start, before it opens the store. */
    private void lookFirst() {
        nats.requireFreePorts(access.webSockets());
        access.webSockets().ifPresent(webSockets -> webSockets.tls().requireUsable());
    }

    /**
     * Opens the client port, after everything else. A client that finds it open can use the whole
     * server.
     */
    private int listen() {
        access.webSockets().ifPresent(this::listenForWebSockets);
        return access.advertise().isEmpty()
                ? nats.listen().getPort()
                : nats.listen(access.advertisedHost(), access.advertisedPort()).getPort();
    }

    private void listenForWebSockets(WebSocketOptions webSockets) {
        int port = nats.listenForWebSockets(webSockets).getPort();
        log.webSockets(webSockets.host(), port, webSockets.tls() instanceof TlsOptions);
    }

    /**
     * Creates the bus. It accepts publishes that exceed {@code max_payload} only by the client's
     * envelope, for which core NATS would close the connection. It also answers publishes to a
     * channel like {@code .foo}, which core NATS would deliver to nobody.
     */
    private Bus newBus() {
        NatsBus external = cluster;
        if (external != null) {
            return external;
        }
        if (options.compatibility() != Compatibility.IMPROVED) {
            return new RouterBus(nats.inProcess(), nats.loops());
        }
        nats.inProcess().takeEnvelopes(RequestSubjects.PUBLISH, MAX_ENVELOPE_BYTES);
        return new RouterBus(nats.inProcess(), nats.loops(), RequestSubjects.PUBLISH);
    }

    private StreamingEngine newEngine() {
        return new StreamingEngine(
                EngineSettings.of(options, nats.loops().size(), Optional.ofNullable(cluster)),
                newBus(),
                store,
                nats.loops().stream().map(loop -> new LoopShard(loop, Clock.systemUTC())).toList(),
                new SecureEntropy());
    }

    /** Opens the monitoring port before the recovery, because probes need it by then. */
    private int openMonitoring(String serverId) {
        if (options.monitoringPort() == ServerOptions.NO_MONITORING) {
            return ServerOptions.NO_MONITORING;
        }
        MonitoringPort opening =
                new MonitoringPort(
                        monitoringHost(),
                        options.monitoringPort(),
                        ServerPages.of(options, observedAs(serverId), observed, natsPages()),
                        options.monitoringAccess(),
                        options.monitoringTls() ? nats::httpsHandler : null);
        opening.start();
        monitoring = opening;
        openMonitoringPort = opening.port();
        return opening.port();
    }

    private NatsPages natsPages() {
        var address =
                new MonitoringAddress(
                        monitoringHost(),
                        () -> options.monitoringTls() ? 0 : openMonitoringPort,
                        () -> options.monitoringTls() ? openMonitoringPort : 0,
                        options.httpBasePath());
        return new NatsPages(nats, address, new ThisProcess(), Clock.systemUTC());
    }

    private ObservedServer observedAs(String serverId) {
        Clock clock = Clock.system(ZoneId.systemDefault());
        return new ObservedServer(
                options.clusterId(),
                serverId,
                Version.stanchion(),
                "java" + Runtime.version().feature(),
                clock.instant(),
                clock);
    }

    private String monitoringHost() {
        return options.monitoringHost().isEmpty() ? options.host() : options.monitoringHost();
    }

    private void startAndWait(StreamingEngine engine) {
        CompletableFuture<Optional<RuntimeException>> ended = new CompletableFuture<>();
        engine.start(
                new StartListener() {
                    @Override
                    public void ready() {
                        ended.complete(Optional.empty());
                    }

                    @Override
                    public void failed(StoreException why) {
                        ended.complete(Optional.of(why));
                    }

                    @Override
                    public void refused(EngineStartException why) {
                        ended.complete(Optional.of(why));
                    }

                    @Override
                    public void lost(StoreException why) {
                        storeLost.completeAsync(() -> why); // not on a shard
                    }
                });
        ended.join().ifPresent(Assembly::rethrow);
    }

    private static void rethrow(RuntimeException why) {
        throw why;
    }

    /** Completes when another server has taken the store over. */
    CompletionStage<StoreException> storeLost() {
        return storeLost.minimalCompletionStage();
    }

    /** Sends all clients away. The result completes when the last one has been told. */
    synchronized CompletionStage<Void> lameDuck() {
        if (cluster != null) {
            return CompletableFuture.completedFuture(null); // they are connected elsewhere
        }
        return nats.lameDuck(access.lameDuckDuration(), access.lameDuckGrace());
    }

    /** Changes the rules about who may connect, and reads certificates again. */
    synchronized void reload(NatsSecurity changed) {
        nats.reload(users.prepare(changed));
    }

    /**
     * Takes the changes that are possible while the server runs. Certificates come first, because
     * nothing after them can fail.
     */
    synchronized void reload(ServerOptions changed) {
        reload(changed.security());
        nats.limit(changed.nats());
        access = changed.access();
        nats.advertise(access.advertisedHost(), access.advertisedPort());
    }

    /** Stops everything that was started, in reverse order. Idempotent. */
    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (ready) {
            log.stopping();
        }
        MonitoringPort pages = monitoring;
        NatsBus external = cluster;
        List<Runnable> steps =
                List.of(
                        this::closeEngine,
                        () -> {
                            if (external != null) {
                                external.close();
                            }
                        },
                        nats::close,
                        store::close,
                        () -> {
                            if (pages != null) {
                                pages.close();
                            }
                        });
        closeAll(steps);
        if (ready) {
            log.stopped();
        }
    }

    /** Runs all steps, even if one fails. */
    private static void closeAll(List<Runnable> steps) {
        RuntimeException failure = null;
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
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
