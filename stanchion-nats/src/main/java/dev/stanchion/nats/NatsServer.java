package dev.stanchion.nats;

import dev.stanchion.nats.auth.CredentialVerifier;
import dev.stanchion.nats.connection.Security;
import dev.stanchion.nats.connection.ServerState;
import dev.stanchion.nats.inprocess.InProcess;
import dev.stanchion.nats.inprocess.InProcessMessaging;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.nats.loop.Receiver;
import dev.stanchion.nats.routing.SubjectRouter;
import dev.stanchion.nats.snapshot.ConnectionSnapshot;
import dev.stanchion.nats.snapshot.LoopUse;
import dev.stanchion.nats.snapshot.Page;
import dev.stanchion.nats.snapshot.RoutingSnapshot;
import dev.stanchion.nats.snapshot.SubscriptionSnapshot;
import dev.stanchion.nats.tls.TlsContexts;
import dev.stanchion.nats.tls.TlsException;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.nats.websocket.WebSocketOptions;
import dev.stanchion.nats.wire.CloseReason;
import dev.stanchion.nats.wire.ServerId;
import dev.stanchion.nats.wire.ServerInfo;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A core NATS server. Create one, {@link #start} it, {@link #listen} when clients may connect,
 * {@link #close} it at the end.
 *
 * <p>Safe for use by many threads. {@code start}, {@code listen} and {@code close} block, and must
 * not be called on one of its loops. Methods that only read never wait for them.
 */
public final class NatsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NatsServer.class);

    private final String serverId;
    private final String serverName;
    private final NatsSecurity configured;
    private final Security security;
    private final ServerState state;
    private final ClientPorts ports;
    private final InProcessMessaging inProcess;
    private final long seed;
    private volatile NatsServerOptions options;
    private volatile @Nullable LoopGroup group;
    private volatile @Nullable CompletableFuture<Void> lameDuck;
    private volatile boolean closed;

    /** Creates a server that does not run yet. In-process subscriptions are possible already. */
    public NatsServer(NatsServerOptions options) {
        this(options, NatsSecurity.NONE);
    }

    /** Creates a server with rules about who may connect. */
    public NatsServer(NatsServerOptions options, NatsSecurity security) {
        this(options, security, new SecureRandom());
    }

    NatsServer(NatsServerOptions options, NatsSecurity configured, RandomGenerator random) {
        this.configured = configured;
        security = new Security(configured.authentication());
        this.options = options;
        serverId = ServerId.next(random);
        serverName = options.serverName().isEmpty() ? serverId : options.serverName();
        seed = random.nextLong();
        var router = new SubjectRouter<Receiver>(random.nextLong());
        state =
                new ServerState(
                        options.connectionLimits(),
                        router,
                        security,
                        info(options, options.host(), Math.max(options.port(), 0)),
                        InstantSource.system());
        ports = new ClientPorts(state);
        inProcess = new InProcessMessaging(router, state::takeEnvelopes);
    }

    private ServerInfo info(NatsServerOptions options, String host, int port) {
        return new ServerInfo(
                serverId,
                serverName,
                options.version(),
                host,
                port,
                options.maxPayloadBytes(),
                security.inForce().protection(),
                false);
    }

    /** Returns the server's name in INFO. */
    public String serverName() {
        return serverName;
    }

    /** Returns the options of the server, with the limits for new connections. */
    public NatsServerOptions options() {
        return options;
    }

    /**
     * Starts the loops. Nobody can connect yet; in-process use works.
     *
     * @throws IllegalStateException if it has been started or closed before
     * @throws TlsException if TLS is wanted and one of its files cannot be used; another call may
     *     succeed
     */
    public synchronized void start() {
        if (group != null || closed) {
            throw new IllegalStateException("the server has been started or closed before");
        }
        security.change(inForce(configured));
        announce(options().host(), Math.max(options().port(), 0));
        group = LoopGroup.start(options().loops(), state.router(), seed);
    }

    /**
     * Checks whether the configured ports can be opened, before any other work for clients. Opens
     * none of them.
     *
     * @param webSockets the options for WebSocket clients, if there are any
     * @throws ListenException if one cannot. Another program can still take a port before the
     *     server opens it
     */
    public void requireFreePorts(Optional<WebSocketOptions> webSockets) {
        FreePort.require(options().host(), options().port());
        webSockets.ifPresent(wanted -> FreePort.require(wanted.host(), wanted.port()));
    }

    /**
     * Opens the client port.
     *
     * @return the address with the port that clients can use
     * @throws ListenException if the port cannot be opened; another call may succeed
     * @throws IllegalStateException if the server does not run, or listens already
     */
    public synchronized InetSocketAddress listen() {
        return listen(options().host(), -1);
    }

    /**
     * Opens the client port and announces another address to clients.
     *
     * @param advertisedHost the host in {@code INFO} instead of the address listened on
     * @param advertisedPort the port in {@code INFO}; -1 for the one listened on
     * @throws ListenException if the port cannot be opened; another call may succeed
     * @throws IllegalStateException if the server does not run, or listens already
     */
    public synchronized InetSocketAddress listen(String advertisedHost, int advertisedPort) {
        InetSocketAddress address = ports.open(running(), options());
        announce(advertisedHost, advertisedPort < 0 ? address.getPort() : advertisedPort);
        return address;
    }

    private static Security.InForce inForce(NatsSecurity configured) {
        return Security.InForce.read(configured.authentication(), configured.tls());
    }

    private void announce(String host, int port) {
        state.announce(info(options(), host, port));
    }

    /**
     * Opens a port for WebSocket clients. The server executes what they send as if it had come over
     * TCP.
     *
     * @return the address with the port that clients can use
     * @throws ListenException if the port cannot be opened; another call may succeed
     * @throws TlsException if one of the files for TLS cannot be used
     * @throws IllegalStateException if the server does not run, or listens for them already
     */
    public synchronized InetSocketAddress listenForWebSockets(WebSocketOptions webSockets) {
        return ports.open(running(), webSockets);
    }

    /** Returns the open client port; empty if none is open. */
    public OptionalInt port() {
        return ports.port();
    }

    /** Returns the options for WebSocket clients with the open port; empty if there is none. */
    public Optional<WebSocketOptions> webSockets() {
        return ports.webSockets();
    }

    /**
     * Returns what computes hashes of passwords, so that other ports share its threads and bounds.
     */
    public CredentialVerifier verifier() {
        return security.verifier();
    }

    /** Returns what {@code INFO} says about authentication and encryption. */
    public ServerInfo.Protection protection() {
        return security.inForce().protection();
    }

    /** Returns how long a client may take to authenticate. */
    public Duration authTimeout() {
        return Duration.ofNanos(security.inForce().authTimeoutNanos());
    }

    /** Returns how long a TLS handshake may take; the default if there is no TLS. */
    public Duration tlsTimeout() {
        TlsContexts tls = security.inForce().tls();
        return tls == null ? TlsOptions.DEFAULT_TIMEOUT : tls.options().timeout();
    }

    /**
     * Changes the rules about who may connect, and reads certificates again. Connections stay open.
     * If a client could not connect any more, the server sends it an error and closes the
     * connection. If a user may not have a subscription any more, the server ends it and sends an
     * error. Several calls take effect one after the other.
     *
     * @throws TlsException if one of the files cannot be used; nothing changes then
     * @throws IllegalStateException if the server does not run
     */
    public synchronized void reload(NatsSecurity changed) {
        LoopGroup running = running();
        security.change(inForce(changed));
        announce(state.info().host(), state.info().port());
        ports.readCertificates();
        running.recheckAll();
    }

    /**
     * Changes the limits. They apply to new connections; open connections keep theirs, because a
     * client learns {@code max_payload} from its greeting only. If there are more connections than
     * {@code max_connections} now allows, the server closes none and accepts no new one until there
     * are fewer.
     *
     * @param limits the server ignores their host, port, name, version and loops
     */
    public synchronized void limit(NatsServerOptions limits) {
        NatsServerOptions now = options();
        options =
                limits.withHost(now.host())
                        .withPort(now.port())
                        .withServerName(now.serverName())
                        .withVersion(now.version())
                        .withLoops(now.loops());
        state.allow(options.connectionLimits());
        announce(state.info().host(), state.info().port());
    }

    /**
     * Announces another address to new clients.
     *
     * @param advertisedHost the host in {@code INFO}; empty for the one listened on
     * @param advertisedPort the port in {@code INFO}; -1 for the one listened on
     */
    public synchronized void advertise(String advertisedHost, int advertisedPort) {
        // In lame duck mode no port is open, and no new client reads this.
        int open = port().orElse(state.info().port());
        announce(
                advertisedHost.isEmpty() ? options().host() : advertisedHost,
                advertisedPort < 0 ? open : advertisedPort);
    }

    /**
     * Returns a handler that encrypts a connection of another port with the current certificate of
     * this server. It does not ask the peer for a certificate.
     *
     * @throws IllegalStateException if this server has none
     */
    public SslHandler httpsHandler() {
        TlsContexts tls = security.inForce().tls();
        if (tls == null) {
            throw new IllegalStateException("the server has no certificate");
        }
        return tls.forBrowser(security.tlsTasks());
    }

    /** Returns the ID of this run of the server: 56 characters that begin with N. */
    public String serverId() {
        return serverId;
    }

    /**
     * Returns the event loops, in the order of their indexes.
     *
     * @throws IllegalStateException if the server does not run
     */
    public synchronized List<NatsLoop> loops() {
        return List.copyOf(running().loops());
    }

    private LoopGroup running() {
        LoopGroup running = group;
        if (running == null || closed) {
            throw new IllegalStateException("the server does not run");
        }
        return running;
    }

    /** Returns messaging without a socket. */
    public InProcess inProcess() {
        return inProcess;
    }

    /** Returns the counters so far. Its parts are not from exactly the same instant. */
    public ServerCounters counters() {
        LoopGroup started = group;
        LoopQueries.Messages messages =
                LoopQueries.messages(started == null ? List.of() : started.loops());
        return new ServerCounters(
                state.connections(),
                state.totalConnections(),
                messages.inMsgs(),
                messages.outMsgs(),
                messages.inBytes(),
                messages.outBytes(),
                state.slowConsumers(),
                state.router().size());
    }

    /** Returns statistics of the subject matching; completed on some thread. */
    public CompletionStage<RoutingSnapshot> routing() {
        return LoopQueries.routing(running().loops());
    }

    /**
     * Returns the open connections, in no order. It asks a few connections at a time on their loop,
     * so that messages do not wait. The result completes on some loop, and never if the server
     * closes meanwhile.
     *
     * @param which selects connections; called on the loops, must not block
     * @param withSubscriptions whether each comes with a list of its subscriptions
     */
    public CompletionStage<List<ConnectionSnapshot>> openConnections(
            Predicate<ConnectionSnapshot> which, boolean withSubscriptions) {
        return ConnectionQuery.of(
                running().served(),
                (connection, found) -> {
                    ConnectionSnapshot snapshot = connection.snapshot(false);
                    if (which.test(snapshot)) {
                        found.add(withSubscriptions ? connection.snapshot(true) : snapshot);
                    }
                });
    }

    /** Returns how much each event loop has worked. Any thread. */
    public List<LoopUse> loopUse() {
        return LoopQueries.use(running().loops());
    }

    /** Returns the connections that were closed last, at most ten thousand; the oldest first. */
    public List<ConnectionSnapshot> closedConnections() {
        return state.closedConnections();
    }

    /**
     * Returns a part of all subscriptions, in no order. The result completes as that of {@link
     * #openConnections}.
     *
     * @param subject only those that match this subject; empty for all
     */
    public CompletionStage<Page<SubscriptionSnapshot>> subscriptions(
            String subject, int offset, int limit) {
        var part = new SubscriptionPart(subject, offset, limit);
        inProcess.subscriptions().forEach(part::offer);
        return ConnectionQuery.<SubscriptionSnapshot>of(
                        running().served(),
                        (connection, ignored) -> connection.subscriptions().forEach(part::offer))
                .thenApply(ignored -> part.page());
    }

    /** Returns whether the server is sending its clients away and accepts no new ones. */
    public boolean isLameDuck() {
        return lameDuck != null;
    }

    /**
     * Closes the ports, tells clients to connect elsewhere if they understand that, and after the
     * grace period closes their connections one by one. In-process use continues, and the caller
     * still has to close the server. A further call changes nothing and returns the same result.
     *
     * @param duration until the last connection is closed
     * @param grace until the first connection is closed; less than the duration
     * @return completed on some loop when the last connection has been told to go; never if the
     *     server is closed before
     */
    public synchronized CompletionStage<Void> lameDuck(Duration duration, Duration grace) {
        if (lameDuck == null) {
            if (grace.isNegative() || grace.compareTo(duration) >= 0) {
                throw new IllegalArgumentException(
                        "lame_duck_grace_period: %s (expected: less than lame_duck_duration, %s)"
                                .formatted(grace, duration));
            }
            LoopGroup running = running();
            LOG.info("Entering lame duck mode, stop accepting new clients");
            ports.close();
            lameDuck = LameDuck.begin(running.served(), duration, grace);
        }
        return lameDuck.minimalCompletionStage();
    }

    /**
     * Closes the ports, writes what is queued and closes every connection. In-process use
     * continues, and {@link #listen} may be called again. Takes a few seconds at most, however slow
     * the clients are.
     */
    public synchronized void stopListening() {
        ports.shut();
        if (group != null) {
            group.closeConnections(CloseReason.SERVER_SHUTDOWN);
        }
    }

    /**
     * Closes the port, writes what is queued, closes every connection and ends the loops; takes a
     * few seconds at most, however slow the clients are. Further calls do nothing.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        ports.close();
        if (group != null) {
            group.close(CloseReason.SERVER_SHUTDOWN);
        }
        ports.dispose();
        security.close();
    }
}
