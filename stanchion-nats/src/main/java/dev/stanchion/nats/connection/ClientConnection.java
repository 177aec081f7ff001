package dev.stanchion.nats.connection;

import dev.stanchion.nats.auth.Identity;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.message.MessageSource;
import dev.stanchion.nats.message.PendingBytes;
import dev.stanchion.nats.message.Publisher;
import dev.stanchion.nats.snapshot.ConnectionSnapshot;
import dev.stanchion.nats.snapshot.SubscriptionSnapshot;
import dev.stanchion.nats.wire.CloseReason;
import dev.stanchion.nats.wire.ErrorText;
import dev.stanchion.nats.wire.ProtocolTrace;
import dev.stanchion.nats.wire.ProtocolViolation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection: its bytes in and out, and its end.
 *
 * <p>Confined to its loop, except methods that say otherwise: other loops ask whether it takes a
 * message, and gather messages for it.
 */
public final class ClientConnection
        implements MessageSource, ClientOutput.Client, KeepAlive.Owner, Login.Client {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

    /**
     * How long the connection still reads what the peer sent before it left. These bytes have
     * arrived already.
     */
    private static final long LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServerState server;

    /** The limits at the time when the client connected. */
    private final ConnectionLimits limits;

    private final Security.InForce accepted;
    private final TurnLoop loop;
    private final Connections connections;
    private final Wire wire;
    private final long id;
    private final Peer peer;
    private final ReadGate gate;
    private final ConnectedPublisher publisher;
    private final KeepAlive keepAlive;
    private final Login login;
    private final ClientOutput output;
    private final ClientSession session;
    private final ClientInput input;
    private final SocketEnd end;

    /** The name of the connection in the log. */
    private final String name;

    private final Traffic traffic;
    private final long startNanos;
    private final AtomicBoolean cut = new AtomicBoolean();

    /** Read by all loops before they deliver. */
    private volatile boolean open = true;

    /** Only {@link #enter} changes it. */
    private ConnectionPhase phase = ConnectionPhase.OPEN;

    /** The reason for the end of the connection, once it ends. */
    private CloseReason endReason = CloseReason.UNKNOWN_STATE;

    private boolean admitted;

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
        this.wire = wire;
        limits = server.limits();
        id = server.nextConnectionId();
        peer = new Peer(channel);
        gate = new ReadGate(loop, channel);
        publisher =
                new ConnectedPublisher(
                        gate,
                        peer.text(wire.forwardedFor()),
                        () -> loop.post(() -> close(CloseReason.KICKED, "")));
        end = new SocketEnd(channel, loop, wire, served.lingering());
        name = publisher.remoteAddress() + (wire.saysGoodbye() ? " - wid:" : " - cid:") + id;
        traffic = new Traffic(loop);
        startNanos = loop.nanoTime();
        keepAlive = new KeepAlive(this, loop, limits.pingInterval().toNanos(), limits.pingMax());
        login = new Login(this, server.security(), loop, wire.connectionType());
        var trace = new ProtocolTrace(name, limits.maxTracedBytes());
        output = new ClientOutput(this, loop, channel, limits, keepAlive, traffic, trace);
        var subscriptions = new ClientSubscriptions(this, output, server.router(), loop, trace);
        session = new ClientSession(this, loop, login, output, subscriptions);
        input = new ClientInput(session, loop, gate, limits, server.envelopes(), trace);
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
        return peer.ip();
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
    public void onCongested(PendingBytes congested) {
        input.onCongested(congested);
    }

    /** Returns whether it accepts messages. Any thread. */
    @Override
    public boolean isOpen() {
        return open;
    }

    /** Returns whether the connection still executes what the client sends. On the loop. */
    @Override
    public boolean isRead() {
        return open || phase == ConnectionPhase.UNHEARD;
    }

    @Override
    public ConnectionPhase phase() {
        return phase;
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

    /** Greets the client, whose socket is connected. */
    void onActive() {
        LOG.debug("{} - Client connection created", name);
        connections.add(this);
        output.queue(server.info().lineFor(id, ip(), login.nonce()));
        admitted = server.tryAdmit();
        if (!admitted) {
            close(CloseReason.MAXIMUM_CONNECTIONS_EXCEEDED, ErrorText.MAXIMUM_CONNECTIONS_EXCEEDED);
        } else if (!accepted.mustEncrypt() || !wire.isUpgradedToTls()) {
            begin();
        }
    }

    /** Begins to accept operations, after a TLS handshake. */
    void onEncrypted() {
        if (open) {
            if (accepted.mapsCertificates()) {
                login.certified(peer.certificateNames());
            }
            begin();
        }
    }

    /** Begins to accept operations. */
    private void begin() {
        keepAlive.start();
        login.begin();
    }

    /**
     * Executes the operations of a read. The caller releases {@code read}.
     *
     * @throws ProtocolViolation if the connection must end
     */
    void onRead(ByteBuf read) {
        if (isRead()) {
            loop.enterRead();
            traffic.moved();
            input.take(read);
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

    /** Ends the connection with the error of a violation. */
    void refuse(ProtocolViolation violation) {
        LOG.debug("{} - {}: {}", name, violation.reason().text(), violation.getMessage());
        close(violation.reason(), violation.errorText());
    }

    /** Executes the operations that waited for the decision about the client. */
    @Override
    public void readOn() {
        input.resume();
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

    /** Ends the connection, because the peer will send nothing more. */
    void onInputEnd() {
        end.inputEnded();
        close(CloseReason.CLIENT_CLOSED, "");
        end.closeIfShutDown();
    }

    /** Writes what is queued, then an error if there is one, then ends the connection. */
    @Override
    public void close(CloseReason reason, String errorText) {
        if (phase == ConnectionPhase.UNHEARD) {
            closeNow(reason);
        }
        if (phase != ConnectionPhase.OPEN) {
            return;
        }
        enter(ConnectionPhase.DRAINING, reason);
        if (!errorText.isEmpty()) {
            output.tracing("-ERR " + errorText);
            output.queue(ClientSession.errorLine(errorText));
            end.tellsError();
        }
        leave(reason);
        gate.forceOpen();
        output.touch();
    }

    /** Ends the connection and drops what is queued. Not while its bytes are being parsed. */
    void closeNow(CloseReason reason) {
        if (phase == ConnectionPhase.CLOSED) {
            return;
        }
        if (phase == ConnectionPhase.OPEN || phase == ConnectionPhase.UNHEARD) {
            leave(reason);
        }
        enter(ConnectionPhase.CLOSED, reason);
        output.discard();
        input.clear();
        connections.remove(this);
        end.close();
    }

    private void enter(ConnectionPhase next, CloseReason reason) {
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
        output.end();
        if (admitted) {
            server.left();
        }
    }

    /** Closes the connection of a peer that does not read, without an error. Any thread. */
    @Override
    public void cut(CloseReason reason) {
        if (!cut.compareAndSet(false, true)) {
            return;
        }
        open = false;
        server.countSlowConsumer();
        LOG.warn(
                "{} {}: {} bytes pending (max_pending {}, write_deadline {})",
                name,
                reason.text(),
                output.pending().total(),
                limits.maxPendingBytes(),
                limits.writeDeadline());
        loop.post(() -> closeNow(reason));
    }

    @Override
    public void closeStale() {
        close(CloseReason.STALE_CONNECTION, ErrorText.STALE_CONNECTION);
    }

    // Output

    /** Tells the client to connect elsewhere, if it understands that. */
    public void announceLameDuck() {
        if (session.takesInfo()) {
            output.send(server.info().asLameDuck().lineFor(id, ip(), login.nonce()));
        }
    }

    @Override
    public void sendPing() {
        output.tracing("PING");
        output.send(PING);
    }

    @Override
    public void onDrained() {
        end.shutDown(endReason);
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
        if (phase == ConnectionPhase.OPEN) {
            enter(ConnectionPhase.UNHEARD, CloseReason.WRITE_ERROR);
            open = false;
            output.discard();
            gate.forceOpen();
            loop.schedule(LAST_WORDS_NANOS, () -> closeNow(CloseReason.WRITE_ERROR));
        } else if (phase == ConnectionPhase.DRAINING) {
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

    PendingBytes pending() {
        return output.pending();
    }

    Peer peer() {
        return peer;
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

    /** Returns the reason for its end, or null if it is open. */
    @Nullable CloseReason endReason() {
        return open ? null : endReason;
    }
}
