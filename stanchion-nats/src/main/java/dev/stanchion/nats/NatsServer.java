package dev.stanchion.nats;

import dev.stanchion.nats.routing.SubjectRouter;
import dev.stanchion.nats.tls.TlsContexts;
import dev.stanchion.nats.tls.TlsException;
import dev.stanchion.nats.wire.CloseReason;
import dev.stanchion.nats.wire.ServerId;
import dev.stanchion.nats.wire.ServerInfo;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A core NATS server. Make one, {@link #start} it, {@link #listen} when clients may come, {@link
 * #close} it at the end.
 *
 * <p>Safe for use by many threads. {@code start}, {@code listen} and {@code close} block and must
 * not be called on one of its loops.
 */
public final class NatsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NatsServer.class);

    private final NatsServerOptions options;
    private final String serverId;
    private final NatsSecurity configured;
    private final Security security;
    private final ServerState state;
    private final InProcess inProcess;
    private final long seed;
    private @Nullable LoopGroup group;
    private @Nullable Channel listener;
    private boolean closed;

    /** Makes a server that does not run yet; in-process subscriptions may be made already. */
    public NatsServer(NatsServerOptions options) {
        this(options, NatsSecurity.NONE);
    }

    /** As {@link #NatsServer(NatsServerOptions)}, for those who may connect. */
    public NatsServer(NatsServerOptions options, NatsSecurity security) {
        this(options, security, new SecureRandom());
    }

    NatsServer(NatsServerOptions options, NatsSecurity configured, RandomGenerator random) {
        this.options = options;
        this.configured = configured;
        security = new Security(configured);
        serverId = ServerId.next(random);
        seed = random.nextLong();
        var router = new SubjectRouter<Receiver>(random.nextLong());
        state = new ServerState(options, router, security, infoWith(Math.max(options.port(), 0)));
        inProcess = new InProcessMessaging(router);
    }

    private ServerInfo infoWith(int port) {
        String name = options.serverName().isEmpty() ? serverId : options.serverName();
        return new ServerInfo(
                serverId,
                name,
                options.version(),
                options.host(),
                port,
                options.maxPayloadBytes(),
                security.inForce().protection());
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
        security.change(Security.InForce.read(configured));
        state.announce(infoWith(Math.max(options.port(), 0)));
        group = LoopGroup.start(options.loops(), state.router(), seed);
    }

    /**
     * Opens the client port.
     *
     * @return the address with the port that clients can use
     * @throws ListenException if the port cannot be opened; another call may succeed
     * @throws IllegalStateException if the server does not run, or listens already
     */
    public synchronized InetSocketAddress listen() {
        LoopGroup running = running();
        if (listener != null) {
            throw new IllegalStateException("the server listens already");
        }
        ChannelFuture bound = running.bind(options, state).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new ListenException(options.host(), options.port(), bound.cause());
        }
        listener = bound.channel();
        var address = (InetSocketAddress) bound.channel().localAddress();
        state.announce(infoWith(address.getPort()));
        LOG.debug("Listening for client connections on {}:{}", options.host(), address.getPort());
        return address;
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
        security.change(Security.InForce.read(changed));
        state.announce(infoWith(state.info().port()));
        running.recheckAll();
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
    public synchronized ServerCounters counters() {
        List<TurnLoop> loops = group == null ? List.of() : group.loops();
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
        if (listener != null) {
            listener.close().awaitUninterruptibly();
        }
        if (group != null) {
            group.close(CloseReason.SERVER_SHUTDOWN);
        }
        security.close();
    }
}
