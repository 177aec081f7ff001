package dev.stanchion.nats;

import dev.stanchion.nats.connection.ServerState;
import dev.stanchion.nats.websocket.WebSocketOptions;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The open ports of a server: one for NATS clients, and one for WebSocket clients. Any thread reads
 * them; the caller makes sure that only one thread at a time opens or closes them.
 */
final class ClientPorts {
    private final ServerState state;
    private volatile @Nullable Channel listener;
    private volatile @Nullable Channel webSocketListener;
    private volatile @Nullable WebSocketListener webSockets;

    ClientPorts(ServerState state) {
        this.state = state;
    }

    /**
     * Opens the port for NATS clients.
     *
     * @return the address with the open port
     * @throws ListenException if it cannot be opened
     * @throws IllegalStateException if it is open already
     */
    InetSocketAddress open(LoopGroup loops, NatsServerOptions options) {
        if (listener != null) {
            throw new IllegalStateException("the server listens already");
        }
        ChannelFuture bound = loops.bind(options, state).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw ListenException.of(options.host(), options.port(), bound.cause());
        }
        listener = bound.channel();
        return (InetSocketAddress) bound.channel().localAddress();
    }

    /**
     * Opens the port for WebSocket clients.
     *
     * @return the address with the open port
     * @throws ListenException if it cannot be opened
     * @throws dev.stanchion.nats.tls.TlsException if one of the files for TLS cannot be used
     * @throws IllegalStateException if it is open already
     */
    InetSocketAddress open(LoopGroup loops, WebSocketOptions options) {
        if (webSocketListener != null) {
            throw new IllegalStateException("the server listens for WebSocket clients already");
        }
        var accepting = new WebSocketListener(options, state, loops.loops().size());
        accepting.readCertificates();
        ChannelFuture bound =
                loops.bind(options.host(), options.port(), accepting::accept)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw ListenException.of(options.host(), options.port(), bound.cause());
        }
        webSocketListener = bound.channel();
        webSockets = accepting;
        return (InetSocketAddress) bound.channel().localAddress();
    }

    /** Returns the open port for NATS clients; empty if none is open. */
    OptionalInt port() {
        return portOf(listener);
    }

    private static OptionalInt portOf(@Nullable Channel open) {
        return open != null && open.localAddress() instanceof InetSocketAddress address
                ? OptionalInt.of(address.getPort())
                : OptionalInt.empty();
    }

    /** Returns the options for WebSocket clients with the open port; empty if there is none. */
    Optional<WebSocketOptions> webSockets() {
        return Optional.ofNullable(webSockets)
                .map(WebSocketListener::options)
                .map(options -> options.withPort(portOf(webSocketListener).orElse(options.port())));
    }

    /**
     * Reads the certificates for WebSocket clients again.
     *
     * @throws dev.stanchion.nats.tls.TlsException if one of the files for TLS cannot be used
     */
    void readCertificates() {
        if (webSockets != null) {
            webSockets.readCertificates();
        }
    }

    /** Accepts no more clients. */
    void close() {
        if (listener != null) {
            listener.close().awaitUninterruptibly();
        }
        if (webSocketListener != null) {
            webSocketListener.close().awaitUninterruptibly();
        }
    }

    /**
     * Accepts no more clients until the ports are opened again. Connections that are still open may
     * use the buffers for compression, so those are left to the garbage collector.
     */
    void shut() {
        close();
        listener = null;
        webSocketListener = null;
        webSockets = null;
    }

    /** After the loops have ended. */
    void dispose() {
        if (webSockets != null) {
            webSockets.dispose();
        }
    }
}
