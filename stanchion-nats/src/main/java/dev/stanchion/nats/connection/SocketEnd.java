package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.websocket.CloseRequest;
import dev.stanchion.nats.wire.CloseReason;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection's socket so that the peer gets everything that was written. It first ends the
 * output, then gives the peer time to finish, then closes the socket. Confined to the loop.
 */
final class SocketEnd {
    /** How long the peer may continue to send after our FIN. A RST could destroy what we sent. */
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SocketChannel channel;
    private final TurnLoop loop;
    private final Wire wire;
    private boolean shutDown;
    private boolean inputEnded;

    SocketEnd(SocketChannel channel, TurnLoop loop, Wire wire) {
        this.channel = channel;
        this.loop = loop;
        this.wire = wire;
    }

    /** Records that the peer will send nothing more. */
    void inputEnded() {
        inputEnded = true;
    }

    /** Closes the socket if our output has ended already. */
    void closeIfShutDown() {
        if (shutDown) {
            close();
        }
    }

    /** Ends our output, once everything is written. Does nothing if called again. */
    void shutDown(CloseReason reason) {
        if (shutDown) {
            return;
        }
        shutDown = true;
        if (wire.saysGoodbye()) {
            sayGoodbye(reason);
        } else {
            shutDownOutput();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the socket is closed in any case
    private void sayGoodbye(CloseReason reason) {
        channel.writeAndFlush(new CloseRequest(reason)).addListener(ignored -> shutDownOutput());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // if it fails, closing follows anyway
    private void shutDownOutput() {
        if (inputEnded) {
            close();
            return;
        }
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null || !tls.handshakeFuture().isSuccess()) {
            channel.shutdownOutput();
        } else {
            // TLS has its own message for the end of output. A FIN without it looks like an
            // attack.
            tls.closeOutbound().addListener(ignored -> channel.shutdownOutput());
        }
        loop.schedule(LINGER_NANOS, this::close);
    }

    /** Closes the socket now. */
    @SuppressWarnings("FutureReturnValueIgnored") // channelInactive says when it is done
    void close() {
        channel.close();
    }
}
