package dev.stanchion.nats;

import dev.stanchion.nats.connection.ClientConnection;
import dev.stanchion.nats.connection.ClientHandler;
import dev.stanchion.nats.connection.ServedLoop;
import dev.stanchion.nats.connection.ServerState;
import dev.stanchion.nats.connection.Wire;
import dev.stanchion.nats.message.Publisher;
import dev.stanchion.nats.tls.Tls;
import dev.stanchion.nats.tls.TlsContexts;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.nats.websocket.Deflation;
import dev.stanchion.nats.websocket.FrameReader;
import dev.stanchion.nats.websocket.FrameWriter;
import dev.stanchion.nats.websocket.UpgradeHandler;
import dev.stanchion.nats.websocket.UpgradeResult;
import dev.stanchion.nats.websocket.WebSocketOptions;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Accepts WebSocket clients. The handlers before each connection are first the upgrade, then the
 * frames.
 *
 * <p>Safe for use by the loops of its server. A request counts as a connection when it has been
 * upgraded. Until then, there may be as many requests as {@code max_connections} allows.
 */
final class WebSocketListener {
    private final WebSocketOptions options;
    private final ServerState server;
    private final Deflation[] deflations;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile @Nullable TlsContexts tls;

    WebSocketListener(WebSocketOptions options, ServerState server, int loops) {
        this.options = options;
        this.server = server;
        deflations = new Deflation[loops];
        for (int i = 0; i < loops; i++) {
            deflations[i] = new Deflation();
        }
    }

    /**
     * Reads the files that the options name. Their content applies to the next connections.
     *
     * @throws dev.stanchion.nats.tls.TlsException if one cannot be used; all stays as it is then
     */
    void readCertificates() {
        switch (options.tls()) {
            case Tls.Off ignored -> {
                // there are none
            }
            case TlsOptions files -> tls = TlsContexts.read(files);
        }
    }

    WebSocketOptions options() {
        return options;
    }

    void accept(SocketChannel channel, ServedLoop loop) {
        if (requests.incrementAndGet() > server.limits().maxConnections()) {
            requests.decrementAndGet();
            channel.unsafe().closeForcibly(); // nothing has been read or written yet
            return;
        }
        TlsContexts contexts = tls;
        if (contexts != null) {
            LoopGroup.readCiphertext(channel, loop);
            channel.pipeline().addLast(contexts.forClient(server.security().tlsTasks()));
        }
        channel.pipeline()
                .addLast(
                        UpgradeHandler.decoder(),
                        new UpgradeHandler(
                                options,
                                contexts != null,
                                terms -> begin(channel, loop, terms),
                                requests::decrementAndGet));
    }

    private void begin(SocketChannel channel, ServedLoop loop, UpgradeResult terms) {
        var connection =
                new ClientConnection(
                        server,
                        server.security().inForce(),
                        loop,
                        channel,
                        Wire.webSocket(terms.forwardedFor()));
        var writer = new FrameWriter(terms, deflations[loop.loop().index()]);
        Publisher gate = connection.publisher();
        channel.pipeline()
                .addLast(
                        new FrameReader(terms, writer, gate::pause, gate::resume),
                        writer,
                        new ClientHandler(connection, loop.loop()));
    }

    /** After the loops have ended. */
    void dispose() {
        for (Deflation deflation : deflations) {
            deflation.close();
        }
    }
}
