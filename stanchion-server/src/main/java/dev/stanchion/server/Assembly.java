package dev.stanchion.server;

import dev.stanchion.activity.witness.Witness;
import dev.stanchion.bus.nats.LoopShard;
import dev.stanchion.bus.nats.NatsBus;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.monitoring.MonitoringAddress;
import dev.stanchion.nats.monitoring.NatsPages;
import dev.stanchion.nats.monitoring.ThisProcess;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.protocol.RequestSubjects;
import dev.stanchion.server.api.ApiOfServer;
import dev.stanchion.server.api.Reloader;
import dev.stanchion.server.dashboard.Dashboard;
import dev.stanchion.server.embedded.RouterBus;
import dev.stanchion.server.embedded.SecureEntropy;
import dev.stanchion.server.log.LocalClock;
import dev.stanchion.server.monitoring.MonitoringPort;
import dev.stanchion.server.monitoring.Site;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import dev.stanchion.server.monitoring.streaming.ObservedGroup;
import dev.stanchion.server.monitoring.streaming.ObservedServer;
import dev.stanchion.server.rights.StreamingUsers;
import dev.stanchion.store.file.journal.Journal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one server that live as long as its process: loops, the connections to an external
 * NATS, the monitoring port. A server without a group also has one {@link Term}; a server in a
 * group has a {@link Membership}, which begins and ends terms.
 *
 * <p>Safe for use by many threads: {@link #start} is called once; any thread may call {@link
 * #close}.
 */
final class Assembly {
    /**
     * The maximum that an envelope adds: the channel's name, which a control line bounds, and the
     * other names.
     */
    private static final int MAX_ENVELOPE_BYTES = 8192;

    private static final int SERVER_ID_LENGTH = 22;

    private final ServerOptions options;
    private final StreamingUsers users;
    private final PoliciesOfServer policies;
    private final NatsServer nats;
    private final Stores stores;
    private final Journal journal;
    private final Harness harness;
    private final StartupLog log;
    private final ObservedEngine observed = new ObservedEngine();
    private final CompletableFuture<StoreException> storeLost = new CompletableFuture<>();
    private final ObservedGroup observedGroup;
    private final ObservedServer serverFacts;
    private final String serverId;

    /** Where clients connect, if not here; from when it is connected. */
    private @Nullable NatsBus cluster;

    private @Nullable Term term;
    private @Nullable Membership membership;
    private @Nullable MonitoringPort monitoring;
    private @Nullable ApiOfServer api;

    /** The current options for the access of clients, which a term reads on its thread. */
    private volatile ClientAccess access;

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
     * @param harness around the bus; around the store already
     */
    Assembly(ServerOptions options, Stores stores, Journal journal, Harness harness) {
        this.options = options;
        this.harness = harness;
        this.users = new StreamingUsers(options.discoverPrefix(), options.clusterId());
        this.nats = new NatsServer(natsOptions(options), users.prepare(options.security()));
        this.policies = new PoliciesOfServer(options.policies());
        this.stores = stores;
        this.serverId = new SecureEntropy().token(SERVER_ID_LENGTH);
        this.serverFacts = observedAs();
        this.observedGroup =
                new ObservedGroup(options.ftGroup().filter(FtGroup::isFollowing).isPresent());
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

    /** Starts everything. In a group, the server follows when this returns. */
    synchronized Ports start() {
        if (options.externalNats().isEmpty() && stores instanceof Stores.Alone) {
            lookFirst();
        }
        nats.start();
        if (options.externalNats().isPresent()) {
            cluster = connect(options.externalNats().get());
        }
        stores.loopUser().begin(nats.loops());
        Doors doors = new Doors(options, nats, Optional.ofNullable(cluster), log, () -> access);
        log.starting(serverId);
        log.startingNats(nats.serverId());
        int monitoringPort = openMonitoring();
        int port =
                stores instanceof Stores.Alone alone
                        ? serve(alone.store(), doors)
                        : join((Stores.OfGroup) stores, doors);
        ready = true;
        return new Ports(port, monitoringPort, urls(port, monitoringPort));
    }

    /** Serves in one term without end. */
    private int serve(Store store, Doors doors) {
        Term only =
                new Term(
                        options,
                        policies,
                        log,
                        doors,
                        harness.around(newBus()),
                        shards(),
                        store,
                        () -> {},
                        why -> storeLost.completeAsync(() -> why)); // not on a shard
        term = only;
        only.beforeClients(harness::serving);
        int port = only.begin();
        observed.ready(only.engine());
        journal.clientsMayCome();
        return port;
    }

    private int join(Stores.OfGroup ofGroup, Doors doors) {
        List<ShardExecutor> shards = shards();
        FtGroup group = options.ftGroup().orElseThrow();
        Optional<Witness> witness =
                Optional.ofNullable(cluster)
                        .map(bus -> WitnessOfServer.of(options, group, bus, shards.getFirst()));
        TermsOfServer terms =
                new TermsOfServer(
                        options,
                        policies,
                        log,
                        doors,
                        witness.map(each -> WitnessOfServer.bus(options, newBus(), each))
                                .orElseGet(this::newBus),
                        shards,
                        ofGroup,
                        witness,
                        observed);
        Membership joined =
                new Membership(
                        options.clusterId(),
                        group,
                        shards.getFirst(),
                        ofGroup.lock(shards.getFirst()),
                        Optional.ofNullable(cluster),
                        terms,
                        observedGroup);
        membership = joined;
        observed.standby();
        witness.ifPresent(each -> {
            observedGroup.keeps(each::report);
            shards.getFirst().execute(() -> each.begin(options.discoverPrefix()));
        });
        joined.begin();
        if (!group.isFollowing()) {
            joined.awaitActive();
        }
        return options.externalNats()
                .map(external -> external.servers().getFirst().port())
                .orElse(options.port());
    }

    /** Completes when the server cannot go on, with the reason. */
    CompletionStage<RuntimeException> failure() {
        Membership joined = membership;
        return joined == null ? new CompletableFuture<>() : joined.failure();
    }

    boolean isActive() {
        return observed.isReady();
    }

    private List<ShardExecutor> shards() {
        TimeSource time = options.time();
        return nats.loops().stream()
                .map(loop -> time.steer(new LoopShard(loop, time.clock())))
                .toList();
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

    /** Opens the monitoring port before the recovery, because probes need it by then. */
    private int openMonitoring() {
        if (options.monitoringPort() == ServerOptions.NO_MONITORING) {
            return ServerOptions.NO_MONITORING;
        }
        ApiOfServer serving = new ApiOfServer(options.admin(), surroundings());
        api = serving;
        MonitoringPort opening =
                new MonitoringPort(
                        monitoringHost(),
                        options.monitoringPort(),
                        site(serving),
                        options.monitoringTls() ? nats::httpsHandler : null);
        opening.start();
        monitoring = opening;
        openMonitoringPort = opening.port();
        serving.opened(openMonitoringPort);
        return opening.port();
    }

    private Site site(ApiOfServer serving) {
        return new Site(
                ServerPages.of(
                        options,
                        serverFacts,
                        observed,
                        observedGroup,
                        stores.figures(),
                        natsPages()),
                options.monitoringAccess(),
                Optional.of(Dashboard.beside(serving.api())),
                options.compatibility() == Compatibility.STRICT
                        ? Site.PageRules.AS_NATS_STREAMING
                        : Site.PageRules.USUAL);
    }

    private ApiOfServer.Surroundings surroundings() {
        return new ApiOfServer.Surroundings(
                options.shownName(),
                List.of(options.serverName(), monitoringHost()),
                options.monitoringAccess(),
                nats.verifier(),
                serverFacts,
                observed,
                observedGroup,
                policies::current,
                options.limitsTable()::ruleOf,
                new MachineOfServer(nats, options.store()),
                !(options.storeEncryption() instanceof StoreEncryption.Off),
                System::nanoTime);
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

    private ObservedServer observedAs() {
        Clock clock = new LocalClock(options.time().clock());
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

    /** Completes when another server has taken the store over, outside a group. */
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
        policies.change(changed.policies());
        nats.advertise(access.advertisedHost(), access.advertisedPort());
    }

    /** Sets who reads the configuration again when a caller of the API wants that. */
    synchronized void reloadedBy(Reloader reloader) {
        ApiOfServer serving = api;
        if (serving != null) {
            serving.reloadedBy(reloader);
        }
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
        ApiOfServer serving = api;
        NatsBus external = cluster;
        Term only = term;
        Membership joined = membership;
        List<Runnable> steps =
                List.of(
                        () -> {
                            if (joined != null) {
                                joined.close();
                            }
                        },
                        () -> {
                            if (only != null) {
                                only.closeEngine();
                            }
                        },
                        stores.loopUser()::end,
                        () -> {
                            if (external != null) {
                                external.close();
                            }
                        },
                        nats::close,
                        stores::close,
                        () -> {
                            if (pages != null) {
                                pages.close();
                            }
                        },
                        () -> {
                            if (serving != null) {
                                serving.close();
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
}
