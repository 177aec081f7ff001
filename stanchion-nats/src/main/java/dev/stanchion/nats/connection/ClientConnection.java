package dev.stanchion.nats.connection;

import dev.stanchion.nats.auth.Identity;
import dev.stanchion.nats.loop.Bundle;
import dev.stanchion.nats.loop.BundleTarget;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.loop.TurnOutput;
import dev.stanchion.nats.message.MessageSource;
import dev.stanchion.nats.message.OutboundBytes;
import dev.stanchion.nats.message.PendingBytes;
import dev.stanchion.nats.message.Publisher;
import dev.stanchion.nats.message.RoutedMessage;
import dev.stanchion.nats.snapshot.ConnectionSnapshot;
import dev.stanchion.nats.snapshot.SubscriptionSnapshot;
import dev.stanchion.nats.tls.HandshakeFailure;
import dev.stanchion.nats.tls.TlsDetector;
import dev.stanchion.nats.websocket.PeerClosed;
import dev.stanchion.nats.wire.ClientOpParser;
import dev.stanchion.nats.wire.CloseReason;
import dev.stanchion.nats.wire.ErrorText;
import dev.stanchion.nats.wire.ProtocolTrace;
import dev.stanchion.nats.wire.ProtocolViolation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection: its bytes in and out, and its end.
 *
 * <p>Confined to its loop, except methods that say otherwise: other loops ask whether it takes a
 * message, and gather messages for it.
 */
public final class ClientConnection extends ChannelInboundHandlerAdapter
        implements MessageSource,
                ClientSubscription.Owner,
                BundleTarget,
                TurnOutput,
                Outbound.Owner,
                KeepAlive.Owner,
                Login.Client {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

    /**
     * How long the connection still reads what the peer sent before it left. These bytes have
     * arrived already.
     */
    private static final long LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The phase of the connection. It only moves forward, and only {@link #enter} changes it. */
    private enum Phase {
        OPEN,
        /**
         * The peer has left, so nothing can be sent to it. The connection still reads what it sent
         * before.
         */
        UNHEARD,
        /**
         * The connection is no longer read and gets no messages. It still writes what is queued.
         */
        DRAINING,
        CLOSED
    }

    private final ServerState server;

    /** The limits at the time when the client connected. */
    private final ConnectionLimits limits;

    private final Security.InForce accepted;
    private final TurnLoop loop;
    private final Connections connections;
    private final SocketChannel channel;
    private final Wire wire;
    private final long id;
    private final PendingBytes pending;
    private final Outbound outbound;
    private final ReadGate gate;
    private final ConnectedPublisher publisher;
    private final ProducerStall stall;
    private final KeepAlive keepAlive;
    private final Login login;
    private final ClientSession session;
    private final ClientOpParser parser;
    private final CarriedBytes carried;
    private final SocketEnd end;

    /** The name of the connection in the log. */
    private final String name;

    private final ProtocolTrace trace;
    private final Traffic traffic;
    private final long startNanos;
    private final AtomicBoolean cut = new AtomicBoolean();

    /** The last bundle of each other loop. An element belongs to the loop with its index. */
    private final @Nullable Bundle[] bundles;

    /** Read by all loops before they deliver. */
    private volatile boolean open = true;

    private Phase phase = Phase.OPEN;

    /** The reason for the end of the connection, once it ends. */
    private CloseReason endReason = CloseReason.UNKNOWN_STATE;

    private boolean admitted;
    private boolean touched;

    /**
     * @param accepted the security rules when the client connected; they decide how the connection
     *     begins
     */
    public ClientConnection(
            ServerState server,
            Security.InForce accepted,
            ServedLoop served,
            SocketChannel channel,
            Wire wire) {
        this.server = server;
        this.accepted = accepted;
        loop = served.loop();
        connections = served.connections();
        this.channel = channel;
        this.wire = wire;
        limits = server.limits();
        id = server.nextConnectionId();
        pending = new PendingBytes(limits.maxPendingBytes());
        var deadline =
                new WriteDeadline(
                        () -> cut(CloseReason.SLOW_CONSUMER_WRITE_DEADLINE),
                        loop,
                        limits.writeDeadline().toNanos());
        outbound = new Outbound(this, channel, pending, deadline);
        gate = new ReadGate(loop, channel);
        publisher = new ConnectedPublisher(gate, textOf(channel.remoteAddress(), wire));
        end = new SocketEnd(channel, loop, wire);
        name = publisher.remoteAddress() + (wire.saysGoodbye() ? " - wid:" : " - cid:") + id;
        trace = new ProtocolTrace(name, limits.maxTracedBytes());
        traffic = new Traffic(loop);
        startNanos = loop.nanoTime();
        bundles = new Bundle[loop.siblingCount()];
        stall = new ProducerStall(loop, gate);
        keepAlive = new KeepAlive(this, loop, limits.pingInterval().toNanos(), limits.pingMax());
        login = new Login(this, server.security(), loop, wire.connectionType());
        session = new ClientSession(this, server, loop, login);
        parser =
                new ClientOpParser(
                        session,
                        limits.maxControlLineBytes(),
                        limits.maxPayloadBytes(),
                        server.envelopes());
        carried = new CarriedBytes(parser);
    }

    private static String textOf(@Nullable InetSocketAddress address, Wire wire) {
        String direct = address == null ? "" : ipOf(address) + ":" + address.getPort();
        return wire.forwardedFor().isEmpty() ? direct : wire.forwardedFor() + "/" + direct;
    }

    private static String ipOf(@Nullable InetSocketAddress address) {
        return address == null ? "" : address.getAddress().getHostAddress();
    }

    /** Returns how lines about it begin. Any thread. */
    @Override
    public String toString() {
        return name;
    }

    /** Returns the connection ID of the INFO. Any thread. */
    @Override
    public long id() {
        return id;
    }

    /** Any thread. */
    @Override
    public Publisher publisher() {
        return publisher;
    }

    ConnectionLimits limits() {
        return limits;
    }

    @Override
    public String ip() {
        return ipOf(channel.remoteAddress());
    }

    @Override
    public void become(Identity identity) {
        publisher.identify(identity);
        session.become(identity);
    }

    @Override
    public void pause() {
        gate.pause();
    }

    @Override
    public void resume() {
        gate.resume();
    }

    @Override
    public void met(PendingBytes congested) {
        stall.met(congested);
    }

    /** Any thread. */
    @Override
    public PendingBytes pending() {
        return pending;
    }

    /** Returns whether it accepts messages. Any thread. */
    @Override
    public boolean isOpen() {
        return open;
    }

    /** Returns whether the connection still executes what the client sends. On the loop. */
    @Override
    public boolean isRead() {
        return open || phase == Phase.UNHEARD;
    }

    KeepAlive keepAlive() {
        return keepAlive;
    }

    Traffic traffic() {
        return traffic;
    }

    ClientSession session() {
        return session;
    }

    // Life

    @Override
    public void channelActive(ChannelHandlerContext context) {
        loop.enterTurn();
        LOG.debug("{} - Client connection created", name);
        connections.add(this);
        queue(server.info().lineFor(id, ip(), login.nonce()));
        admitted = server.tryAdmit();
        if (admitted) {
            if (!accepted.mustEncrypt() || !wire.isUpgradedToTls()) {
                begin();
            }
            touch();
        } else {
            close(CloseReason.MAXIMUM_CONNECTIONS_EXCEEDED, ErrorText.MAXIMUM_CONNECTIONS_EXCEEDED);
        }
        context.fireChannelActive();
    }

    /** Begins to accept operations. */
    private void begin() {
        keepAlive.start();
        login.begin();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf read = (ByteBuf) message;
        try {
            if (isRead()) {
                loop.enterRead();
                traffic.moved();
                parser.traceTo(loop.isTracing() ? trace : null);
                carried.take(read, loop.readBuffers().bytesOf(read));
                stall.endRead();
            }
        } catch (ProtocolViolation violation) {
            refuse(violation);
        } finally {
            read.release();
        }
    }

    /** Runs code that may find a protocol violation, which ends the connection. */
    @Override
    public void guarded(Runnable work) {
        try {
            work.run();
        } catch (ProtocolViolation violation) {
            refuse(violation);
        }
    }

    private void refuse(ProtocolViolation violation) {
        LOG.debug("{} - {}: {}", name, violation.reason().text(), violation.getMessage());
        close(violation.reason(), violation.errorText());
    }

    /** Executes the operations that waited for the decision about the client. */
    @Override
    public void readOn() {
        carried.resume();
        stall.endRead();
    }

    /** Checks the client again after a change of the rules. */
    public void reviewLogin() {
        if (isRead()) {
            guarded(login::recheck);
        }
    }

    @Override
    public void recheck() {
        session.recheck();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        loop.enterTurn();
        switch (event) {
            case ChannelInputShutdownEvent ignored -> onInputEnd();
            case SslCloseCompletionEvent ignored -> close(CloseReason.CLIENT_CLOSED, "");
            case PeerClosed ignored -> close(CloseReason.CLIENT_CLOSED, "");
            case SslHandshakeCompletionEvent handshake -> onHandshake(context, handshake);
            case TlsDetector.Refusal.THROTTLED ->
                    close(
                            CloseReason.MAXIMUM_CONNECTIONS_EXCEEDED,
                            ErrorText.CONNECTION_THROTTLING);
            case TlsDetector.Refusal refusal -> onNoHandshake(refusal);
            default -> {}
        }
    }

    private void onInputEnd() {
        end.inputEnded();
        close(CloseReason.CLIENT_CLOSED, "");
        end.closeIfShutDown();
    }

    private void onNoHandshake(TlsDetector.Refusal refusal) {
        LOG.debug("{} - TLS handshake error: {}", name, refusal);
        close(CloseReason.TLS_HANDSHAKE_FAILURE, "");
    }

    private void onHandshake(ChannelHandlerContext context, SslHandshakeCompletionEvent event) {
        if (!event.isSuccess()) {
            LOG.warn("{} - TLS handshake error: {}", name, HandshakeFailure.text(event.cause()));
            closeNow(CloseReason.TLS_HANDSHAKE_FAILURE);
        } else if (open) {
            if (accepted.mapsCertificates()) {
                login.certified(PeerCertificate.namesOf(context.pipeline().get(SslHandler.class)));
            }
            begin();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        loop.enterTurn();
        closeNow(CloseReason.CLIENT_CLOSED);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        loop.enterTurn();
        if (cause instanceof ProtocolViolation violation) {
            refuse(violation);
        } else if (cause instanceof IOException || cause.getCause() instanceof SSLException) {
            LOG.debug("{} - read failed: {}", name, cause.getMessage());
            closeNow(CloseReason.READ_ERROR);
        } else {
            LOG.error("{} - connection closed after a bug", name, cause);
            closeNow(CloseReason.UNKNOWN_STATE);
        }
    }

    /** Writes what is queued, then an error if there is one, then ends the connection. */
    @Override
    public void close(CloseReason reason, String errorText) {
        if (phase == Phase.UNHEARD) {
            closeNow(reason);
        }
        if (phase != Phase.OPEN) {
            return;
        }
        enter(Phase.DRAINING, reason);
        if (!errorText.isEmpty()) {
            tracing("-ERR " + errorText);
            queue(ClientSession.errorLine(errorText));
        }
        leave(reason);
        gate.forceOpen();
        touch();
    }

    /** Ends the connection and drops what is queued. Not while its bytes are being parsed. */
    private void closeNow(CloseReason reason) {
        if (phase == Phase.CLOSED) {
            return;
        }
        if (phase == Phase.OPEN || phase == Phase.UNHEARD) {
            leave(reason);
        }
        enter(Phase.CLOSED, reason);
        outbound.discard();
        carried.clear();
        connections.remove(this);
        end.close();
    }

    private void enter(Phase next, CloseReason reason) {
        LOG.debug("{} - {} -> {}: {}", name, phase, next, reason.text());
        phase = next;
    }

    private void leave(CloseReason reason) {
        open = false;
        endReason = reason;
        server.remember(snapshot(false));
        LOG.debug("{} - Client connection closed: {}", name, reason.text());
        session.end();
        login.end();
        keepAlive.cancel();
        pending.close();
        if (admitted) {
            server.left();
        }
    }

    /** Closes the connection of a peer that does not read, without an error. Any thread. */
    void cut(CloseReason reason) {
        if (!cut.compareAndSet(false, true)) {
            return;
        }
        open = false;
        server.countSlowConsumer();
        LOG.warn(
                "{} {}: {} bytes pending (max_pending {}, write_deadline {})",
                name,
                reason.text(),
                pending.total(),
                limits.maxPendingBytes(),
                limits.writeDeadline());
        loop.post(() -> closeNow(reason));
    }

    @Override
    public void closeStale() {
        close(CloseReason.STALE_CONNECTION, ErrorText.STALE_CONNECTION);
    }

    // Output

    /** Returns whether it accepts a message of this publisher (null: in process). Any loop. */
    @Override
    public boolean takesFrom(@Nullable MessageSource source) {
        return open && (source != this || session.hasEcho());
    }

    /** Queues a message, or gathers it for this connection's loop. On the publisher's loop. */
    @Override
    public boolean deliver(RoutedMessage message, byte[] sid, TurnLoop from) {
        int bytes = message.prepareFor(sid, session.hasHeaders());
        if (!pending.allows(bytes)) {
            cut(CloseReason.SLOW_CONSUMER_PENDING_BYTES);
            return false;
        }
        if (from.isTracing()) {
            trace.told(message.lineText());
        }
        if (from == loop) {
            traffic.delivered(1, message.bodyLength());
            pending.addOwn(bytes);
            from.gathered(bytes, outbound.append(message, bytes));
            keepAlive.active();
            touch();
        } else {
            pending.addGathered(bytes);
            from.gathered(bytes, bundleOf(from).add(message, bytes));
        }
        MessageSource source = message.source();
        if (source != null && pending.isCongested()) {
            source.met(pending);
        }
        return true;
    }

    /**
     * Returns the bundle in which another loop gathers messages for this connection in its turn. On
     * that loop.
     */
    private Bundle bundleOf(TurnLoop from) {
        Bundle bundle = bundles[from.index()];
        if (bundle == null || !bundle.isOpen()) {
            bundle = from.parcelFor(loop).open(this, bundle);
            bundles[from.index()] = bundle;
        }
        return bundle;
    }

    /** Queues the messages that another loop has gathered. */
    @Override
    public void take(OutboundBytes gathered, int bytes, int messages, long bodyBytes) {
        traffic.delivered(messages, bodyBytes);
        if (phase == Phase.OPEN) {
            outbound.take(gathered, bytes);
            pending.arrived(bytes);
            keepAlive.active();
            touch();
        } else {
            gathered.discard();
        }
    }

    /** Queues an answer of the server itself. */
    void send(byte[] bytes) {
        if (!open) {
            return;
        }
        if (pending.allows(bytes.length)) {
            queue(bytes);
            touch();
        } else {
            cut(CloseReason.SLOW_CONSUMER_PENDING_BYTES);
        }
    }

    /** Traces a line that the server sends, except messages. On the loop. */
    void tracing(String line) {
        if (loop.isTracing()) {
            trace.told(line);
        }
    }

    /** Traces the end of a subscription. On any loop. */
    void traceEnd(ClientSubscription subscription, TurnLoop on) {
        if (on.isTracing()) {
            trace.ended(subscription.sid());
        }
    }

    /** Tells the client to connect elsewhere, if it understands that. */
    public void announceLameDuck() {
        if (session.takesInfo()) {
            send(server.info().asLameDuck().lineFor(id, ip(), login.nonce()));
        }
    }

    private void queue(byte[] bytes) {
        pending.addOwn(bytes.length);
        outbound.append(bytes);
    }

    @Override
    public void sendPing() {
        tracing("PING");
        send(PING);
    }

    /** Ends a subscription after its last delivery. On any loop. */
    @Override
    public void exhausted(ClientSubscription subscription, TurnLoop on) {
        if (subscription.end()) {
            server.router().remove(subscription);
            traceEnd(subscription, on);
            if (on == loop) {
                session.forget(subscription);
            } else {
                // This runs after the last message, so before the client can use the ID again.
                on.parcelFor(loop).add(() -> session.forget(subscription));
            }
        }
    }

    private void touch() {
        if (!touched) {
            touched = true;
            loop.touch(this);
        }
    }

    /** Writes what this turn has queued. At the end of a turn. */
    @Override
    public void flush() {
        touched = false;
        if (open && !outbound.isEmpty()) {
            traffic.moved();
        }
        outbound.flush();
        if (phase == Phase.DRAINING && outbound.isEmpty()) {
            end.shutDown(endReason);
        }
    }

    /** The socket has completed a delayed write. */
    @Override
    public void onWritten() {
        if (phase != Phase.CLOSED) {
            touch();
        }
    }

    @Override
    public void onWriteFailed(Throwable cause) {
        LOG.debug("{} - write failed", name, cause);
        loop.post(this::readLastWords);
    }

    /**
     * Continues to read until the input ends too. A killed service may have published and
     * acknowledged messages before, and the failed write may be the answer to them.
     */
    private void readLastWords() {
        if (phase == Phase.OPEN) {
            enter(Phase.UNHEARD, CloseReason.WRITE_ERROR);
            open = false;
            outbound.discard();
            gate.forceOpen();
            loop.schedule(LAST_WORDS_NANOS, () -> closeNow(CloseReason.WRITE_ERROR));
        } else if (phase == Phase.DRAINING) {
            closeNow(CloseReason.WRITE_ERROR);
        }
    }

    // Monitoring

    /** Returns a snapshot of the connection. */
    public ConnectionSnapshot snapshot(boolean withSubscriptions) {
        return ConnectionView.of(this, withSubscriptions);
    }

    /** Returns the current subscriptions. */
    public List<SubscriptionSnapshot> subscriptions() {
        return session.subscriptions();
    }

    /** Returns the TLS session, or null without TLS. */
    @Nullable SSLSession tlsSession() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return tls == null || !tls.handshakeFuture().isSuccess() ? null : tls.engine().getSession();
    }

    String userName() {
        return publisher.identity().name();
    }

    ServerState server() {
        return server;
    }

    Wire wire() {
        return wire;
    }

    /** Returns the nanoseconds since a time of the loop's clock. */
    long nanosSince(long loopNanos) {
        return loop.nanoTime() - loopNanos;
    }

    long startNanos() {
        return startNanos;
    }

    int port() {
        InetSocketAddress address = channel.remoteAddress();
        return address == null ? 0 : address.getPort();
    }

    /** Returns the reason for its end, or null if it is open. */
    @Nullable CloseReason endReason() {
        return open ? null : endReason;
    }
}
