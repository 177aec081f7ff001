package dev.stanchion.nats.link;

import dev.stanchion.nats.connection.CarriedBytes;
import dev.stanchion.nats.loop.Timer;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.message.ReadBuffers;
import dev.stanchion.nats.tls.ClientTls;
import dev.stanchion.nats.tls.HandshakeFailure;
import dev.stanchion.nats.wire.ProtocolViolation;
import dev.stanchion.nats.wire.PubOp;
import dev.stanchion.nats.wire.ServerOpParser;
import dev.stanchion.nats.wire.ServerOps;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a link, from its first byte to its last. Confined to the loop.
 *
 * <pre>
 *   GREETED --INFO, without TLS--> ASKING --PONG--> UP --> ENDED
 *   GREETED --INFO, with TLS--> ENCRYPTING --handshake--> ASKING
 * </pre>
 *
 * <p>Any error ends the connection, in every state.
 */
final class LinkConnection extends ChannelInboundHandlerAdapter implements ServerOps {
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "PONG\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_MISSED = 2;

    private enum Phase {
        /** The link waits for the server's INFO. */
        GREETED,
        /** The TLS handshake runs. */
        ENCRYPTING,
        /** The link waits until the server accepts its credentials. */
        ASKING,
        UP,
        ENDED
    }

    /** The link that owns the connection. */
    interface Owner {
        /** Tells whether the link wants this server, when the server has introduced itself. */
        boolean wants(PeerInfo info);

        /** The server has accepted the connection. */
        void onReady();

        void onMessage(int sid, PubOp message);

        /** The server has sent new information about itself. */
        void onNews(PeerInfo info);

        void onComplaint(String text);

        /** The socket has accepted bytes. */
        void onWritten();

        /**
         * The connection has ended.
         *
         * @param refused whether the server has refused the link
         */
        void onEnd(String why, boolean refused);
    }

    private final Owner owner;
    private final TurnLoop loop;
    private final SocketChannel channel;
    private final LinkOptions options;
    private final ServerAddress server;
    private final Proof proof;
    private final ClientTls tls;
    private final Executor tlsTasks;
    private final CarriedBytes carried = new CarriedBytes(new ServerOpParser(this));
    private final LinkOutput output;
    private final ArrayDeque<Runnable> awaitingPong = new ArrayDeque<>();
    private Phase phase = Phase.GREETED;
    private ReadBuffers readBuffers;
    private PeerInfo info = PeerInfo.NONE;
    private @Nullable Timer timer;
    private boolean hasHeard;
    private int missed;

    LinkConnection(
            Owner owner,
            TurnLoop loop,
            SocketChannel channel,
            LinkOptions options,
            ServerAddress server,
            Proof proof,
            ClientTls tls,
            Executor tlsTasks) {
        this.owner = owner;
        this.loop = loop;
        this.readBuffers = loop.readBuffers();
        this.channel = channel;
        this.options = options;
        this.server = server;
        this.proof = proof;
        this.tls = tls;
        this.tlsTasks = tlsTasks;
        this.output = new LinkOutput(loop, channel, owner::onWritten);
    }

    LinkOutput output() {
        return output;
    }

    PeerInfo info() {
        return info;
    }

    boolean isUp() {
        return phase == Phase.UP;
    }

    void readIf(boolean wanted) {
        channel.config().setAutoRead(wanted);
    }

    /** Runs the task when the server has processed everything that was sent before. */
    void fence(Runnable passed) {
        output.append(PING);
        awaitingPong.add(passed);
    }

    /** Returns where the next read goes. */
    ReadBuffers readBuffers() {
        return readBuffers;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        loop.enterTurn();
        timer =
                loop.schedule(
                        options.connectTimeout().toNanos(),
                        () ->
                                end(
                                        "nats: timeout: no connection within %s"
                                                .formatted(options.connectTimeout()),
                                        false));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf read = (ByteBuf) message;
        try {
            loop.enterRead();
            hasHeard = true;
            carried.take(read, loop.readBuffers().bytesOf(read));
        } catch (ProtocolViolation | LinkException e) {
            end("nats: not what a NATS server sends: " + e.getMessage(), false);
        } finally {
            read.release();
        }
    }

    @Override
    public boolean isTakingOps() {
        return phase != Phase.ENDED;
    }

    @Override
    public void onInfo(byte[] json) {
        PeerInfo read = PeerInfo.read(json);
        if (phase != Phase.GREETED) {
            owner.onNews(read);
            return;
        }
        info = read;
        if (!owner.wants(info)) {
            end("not a server that is wanted", false);
            return;
        }
        boolean encrypted = info.tlsRequired() || options.tls().insistsOnTls() || server.tls();
        if (!encrypted) {
            ask(false);
        } else if (info.tlsRequired() || info.tlsAvailable()) {
            phase = Phase.ENCRYPTING;
            readBuffers = loop.ciphertextBuffers();
            channel.pipeline().addFirst(tls.forServer(server.host(), server.port(), tlsTasks));
        } else {
            end("nats: secure connection not available", false);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            loop.enterTurn();
            if (handshake.isSuccess()) {
                ask(true);
            } else {
                end("TLS handshake error: " + HandshakeFailure.ofServer(handshake.cause()), false);
            }
        }
    }

    private void ask(boolean encrypted) {
        if (phase == Phase.ENDED) {
            return;
        }
        if (proof.key().isPresent() && info.nonce().isEmpty()) {
            end("nats: nkeys not supported by the server", true);
            return;
        }
        phase = Phase.ASKING;
        output.append(ConnectLine.of(options, server, proof, info, encrypted));
        fence(this::letIn);
    }

    private void letIn() {
        phase = Phase.UP;
        cancelTimer();
        timer = loop.schedule(options.pingInterval().toNanos(), this::check);
        owner.onReady();
    }

    /** Ends the connection if the server owes an answer and has been silent for some intervals. */
    private void check() {
        boolean isSilent = !hasHeard && !awaitingPong.isEmpty() && channel.config().isAutoRead();
        hasHeard = false;
        missed = isSilent ? missed + 1 : 0;
        if (missed >= MAX_MISSED) {
            end("nats: stale connection: the server does not answer", false);
            return;
        }
        fence(() -> {});
        timer = loop.schedule(options.pingInterval().toNanos(), this::check);
    }

    @Override
    public void onMessage(int sid, PubOp message) {
        owner.onMessage(sid, message);
    }

    @Override
    public void onPing() {
        output.append(PONG);
    }

    @Override
    public void onPong() {
        Runnable passed = awaitingPong.poll();
        if (passed != null) {
            passed.run();
        }
    }

    @Override
    public void onError(String text) {
        boolean aboutOneThing =
                text.toLowerCase(Locale.ROOT).startsWith("permissions violation")
                        || text.equals("Invalid Subject");
        if (phase == Phase.UP && aboutOneThing) {
            owner.onComplaint(text);
        } else {
            end("nats: " + text, phase != Phase.UP);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        loop.enterTurn();
        end(phase == Phase.UP ? "the server has closed the connection" : "EOF", false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        loop.enterTurn();
        end(String.valueOf(cause.getMessage()), false);
    }

    /** Closes the connection without a message to the server. Queued messages are lost. */
    @SuppressWarnings("FutureReturnValueIgnored") // no caller waits for the close
    void end(String why, boolean refused) {
        if (phase == Phase.ENDED) {
            return;
        }
        phase = Phase.ENDED;
        cancelTimer();
        output.discard();
        carried.clear();
        awaitingPong.clear();
        channel.close();
        owner.onEnd(why, refused);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
