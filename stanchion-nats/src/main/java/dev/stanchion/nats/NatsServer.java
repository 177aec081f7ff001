package dev.stanchion.nats;

import dev.stanchion.nats.connection.Security;
import dev.stanchion.nats.connection.ServerState;
import dev.stanchion.nats.inprocess.InProcess;
import dev.stanchion.nats.inprocess.InProcessMessaging;
import dev.stanchion.nats.loop.LoopCounters;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.nats.loop.Receiver;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.routing.SubjectRouter;
import dev.stanchion.nats.snapshot.ConnectionSnapshot;
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
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
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
 * A core NATS server. Make one, {@link #start} it, {@link #listen} when clients may come, {@link
 * #close} it at the end.
 *
 * <p>Safe for use by many threads. {@code start}, {@code listen} and {@code close} block and must
 * not be called on one of its loops; whatever only looks at it never waits for them.
 */
public final class NatsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NatsServer.class);

    private final String serverId;
    private final String serverName;
    private final NatsSecurity configured;
    private final Security security;
    private final ServerState state;
    private final InProcessMessaging inProcess;
    private final long seed;
    private volatile NatsServerOptions options;
    private volatile @Nullable LoopGroup group;
    private volatile @Nullable Channel listener;
    private volatile @Nullable Channel webSocketListener;
    private volatile @Nullable WebSocketListener webSockets;
    private volatile @Nullable CompletableFuture<Void> lameDuck;
    private volatile boolean closed;

    /** Makes a server that does not run yet; in-process subscriptions may be made already. */
    public NatsServer(NatsServerOptions options) {
        this(options, NatsSecurity.NONE);
    }

    /** As {@link #NatsServer(NatsServerOptions)}, for those who may connect. */
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

    /** What clients are told the server is called. */
    public String serverName() {
        return serverName;
    }

    /** What the server is, and what it allows a connection that comes now. */
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
     * Looks whether the ports that are wanted can be opened, before anything has been done for the
     * clients that will come. Opens none.
     *
     * @param webSockets how WebSocket clients will be taken in, if they will be
     * @throws ListenException if one cannot; one may still be taken before it is opened
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
     * Opens the client port, and tells clients that they reach it at another address.
     *
     * @param advertisedHost what {@code INFO} names instead of the address listened on
     * @param advertisedPort the same for the port; -1 if it is the one listened on
     * @throws ListenException if the port cannot be opened; another call may succeed
     * @throws IllegalStateException if the server does not run, or listens already
     */
    public synchronized InetSocketAddress listen(String advertisedHost, int advertisedPort) {
        LoopGroup running = running();
        if (listener != null) {
            throw new IllegalStateException("the server listens already");
        }
        ChannelFuture bound = running.bind(options(), state).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new ListenException(options().host(), options().port(), bound.cause());
        }
        listener = bound.channel();
        var address = (InetSocketAddress) bound.channel().localAddress();
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
     * Opens a port for WebSocket clients. What they send is executed as if it had come over TCP.
     *
     * @return the address with the port that clients can use
     * @throws ListenException if the port cannot be opened; another call may succeed
     * @throws TlsException if one of the files for TLS cannot be used
     * @throws IllegalStateException if the server does not run, or listens for them already
     */
    public synchronized InetSocketAddress listenForWebSockets(WebSocketOptions webSockets) {
        LoopGroup running = running();
        if (webSocketListener != null) {
            throw new IllegalStateException("the server listens for WebSocket clients already");
        }
        var accepting = new WebSocketListener(webSockets, state, running.loops().size());
        accepting.readCertificates();
        ChannelFuture bound =
                running.bind(webSockets.host(), webSockets.port(), accepting::accept)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new ListenException(webSockets.host(), webSockets.port(), bound.cause());
        }
        webSocketListener = bound.channel();
        this.webSockets = accepting;
        return (InetSocketAddress) bound.channel().localAddress();
    }

    /** The client port that is open; empty if none is. */
    public OptionalInt port() {
        return portOf(listener);
    }

    private static OptionalInt portOf(@Nullable Channel open) {
        return open != null && open.localAddress() instanceof InetSocketAddress address
                ? OptionalInt.of(address.getPort())
                : OptionalInt.empty();
    }

    /** Where, with the port that is open, and how WebSocket clients are taken in, if they are. */
    public Optional<WebSocketOptions> webSockets() {
        return Optional.ofNullable(webSockets)
                .map(WebSocketListener::options)
                .map(options -> options.withPort(portOf(webSocketListener).orElse(options.port())));
    }

    /** What a client must do to come in, as its {@code INFO} tells it. */
    public ServerInfo.Protection protection() {
        return security.inForce().protection();
    }

    /** How long a client may take to say who it is. */
    public Duration authTimeout() {
        return Duration.ofNanos(security.inForce().authTimeoutNanos());
    }

    /** How long the handshake of TLS may take, or might if there were TLS. */
    public Duration tlsTimeout() {
        TlsContexts tls = security.inForce().tls();
        return tls == null ? TlsOptions.DEFAULT_TIMEOUT : tls.options().timeout();
    }

    /**
     * Takes other rules about who may connect, and reads certificates again. Connections stay as
     * they are, except those whose client could not come in any more: these are told so and closed.
     * A subscription that its user may not have any more ends; the client is told that too. Several
     * calls take effect one after the other.
     *
     * @throws TlsException if one of the files cannot be used; all stays as it is then
     * @throws IllegalStateException if the server does not run
     */
    public synchronized void reload(NatsSecurity changed) {
        LoopGroup running = running();
        security.change(inForce(changed));
        announce(state.info().host(), state.info().port());
        if (webSockets != null) {
            webSockets.readCertificates();
        }
        running.recheckAll();
    }

    /**
     * Allows other limits. They hold for connections that come from now on; those that are there
     * keep theirs, since a client learns {@code max_payload} from its greeting alone. If there are
     * more connections than {@code max_connections} now allows, nobody is sent away, but nobody can
     * come until some have left.
     *
     * @param limits their host, port, name, version and loops do not count
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
     * Tells clients that come from now on that they reach the server at another address.
     *
     * @param advertisedHost as for {@link #listen(String, int)}; empty for the one listened on
     * @param advertisedPort the same; -1 for the one listened on
     */
    public synchronized void advertise(String advertisedHost, int advertisedPort) {
        // In lame duck mode there is none, and nobody comes who would be told.
        int open = port().orElse(state.info().port());
        announce(
                advertisedHost.isEmpty() ? options().host() : advertisedHost,
                advertisedPort < 0 ? open : advertisedPort);
    }

    /**
     * Encrypts a connection of somebody else's port with the certificate of this server, as it is
     * now, without asking the peer for one.
     *
     * @throws IllegalStateException if this server has none
     */
    public SslHandler httpsHandler(ByteBufAllocator allocator) {
        TlsContexts tls = security.inForce().tls();
        if (tls == null) {
            throw new IllegalStateException("the server has no certificate");
        }
        return tls.forBrowser(allocator, security.tlsTasks());
    }

    /** The ID of this start of the server: 56 characters that begin with N. */
    public String serverId() {
        return serverId;
    }

    /**
     * The event loops, in the order of their indexes.
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

    /** Messaging without a socket. */
    public InProcess inProcess() {
        return inProcess;
    }

    /** What has happened so far; the parts of it are not of exactly the same instant. */
    public ServerCounters counters() {
        LoopGroup started = group;
        List<TurnLoop> loops = started == null ? List.of() : started.loops();
        long inMsgs = 0;
        long outMsgs = 0;
        long inBytes = 0;
        long outBytes = 0;
        for (TurnLoop loop : loops) {
            LoopCounters counters = loop.counters();
            inMsgs += counters.inMsgs();
            outMsgs += counters.outMsgs();
            inBytes += counters.inBytes();
            outBytes += counters.outBytes();
        }
        return new ServerCounters(
                state.connections(),
                state.totalConnections(),
                inMsgs,
                outMsgs,
                inBytes,
                outBytes,
                state.slowConsumers(),
                state.router().size());
    }

    /** How subjects find their subscriptions; completed on some thread. */
    public CompletionStage<RoutingSnapshot> routing() {
        List<TurnLoop> loops = runningLoops();
        var asked = new ArrayList<CompletableFuture<RoutingSnapshot>>();
        for (TurnLoop loop : loops) {
            var answer = new CompletableFuture<RoutingSnapshot>();
            asked.add(answer);
            loop.post(() -> answer.complete(loop.fanout().routing(loop.counters().inMsgs())));
        }
        return CompletableFuture.allOf(asked.toArray(new CompletableFuture<?>[0]))
                .thenApply(ignored ->
                        asked.stream()
                                .map(CompletableFuture::join)
                                .reduce(RoutingSnapshot::and)
                                .orElseThrow());
    }

    /**
     * The connections that are open, in no order. Asks each on its loop, a few at a time, so that
     * messages go on; completed on some loop, never if the server closes meanwhile.
     *
     * @param which asked on the loops; must not block
     * @param withSubscriptions whether each comes with a list of its subscriptions
     */
    public CompletionStage<List<ConnectionSnapshot>> openConnections(
            Predicate<ConnectionSnapshot> which, boolean withSubscriptions) {
        return Survey.of(
                running().served(),
                (connection, found) -> {
                    ConnectionSnapshot snapshot = connection.snapshot(false);
                    if (which.test(snapshot)) {
                        found.add(withSubscriptions ? connection.snapshot(true) : snapshot);
                    }
                });
    }

    /** The connections that were closed last, at most ten thousand; the oldest first. */
    public List<ConnectionSnapshot> closedConnections() {
        return state.closedConnections();
    }

    /**
     * A part of all subscriptions, in no order. As {@link #openConnections}, completed on some
     * loop.
     *
     * @param subject only those that match this subject; empty for all
     */
    public CompletionStage<Page<SubscriptionSnapshot>> subscriptions(
            String subject, int offset, int limit) {
        var part = new SubscriptionPart(subject, offset, limit);
        inProcess.subscriptions().forEach(part::offer);
        return Survey.<SubscriptionSnapshot>of(
                        running().served(),
                        (connection, ignored) -> connection.subscriptions().forEach(part::offer))
                .thenApply(ignored -> part.page());
    }

    private List<TurnLoop> runningLoops() {
        return running().loops();
    }

    /** When nobody can connect any more because the server sends its clients away. */
    public boolean isLameDuck() {
        return lameDuck != null;
    }

    /**
     * Closes the ports, tells clients that can be told to go elsewhere, and after a while closes
     * their connections one by one. In-process use goes on, and the server has still to be closed.
     * A further call changes nothing and returns the same.
     *
     * @param duration until the last connection is closed
     * @param grace how much of that passes before the first one is; less than the duration
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
            closeListeners();
            lameDuck = LameDuck.begin(running.served(), duration, grace);
        }
        return lameDuck.minimalCompletionStage();
    }

    private void closeListeners() {
        if (listener != null) {
            listener.close().awaitUninterruptibly();
        }
        if (webSocketListener != null) {
            webSocketListener.close().awaitUninterruptibly();
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
        closeListeners();
        if (group != null) {
            group.close(CloseReason.SERVER_SHUTDOWN);
        }
        if (webSockets != null) {
            webSockets.dispose();
        }
        security.close();
    }
}
