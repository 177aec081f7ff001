package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.Timer;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.websocket.CloseRequest;
import dev.stanchion.nats.wire.CloseReason;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection's socket so that the peer gets everything that was written. It first ends the
 * output, then gives the peer time to finish, then closes the socket. Confined to the loop.
 */
final class SocketEnd {
    /** How long the peer may continue to send after our FIN. A RST could destroy what we sent. */
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * How long a peer may that gets an error. A client on a busy machine may still be about to send
     * its CONNECT. The RST that answers it makes some clients forget the error.
     */
    private static final long LINGER_WITH_ERROR_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final SocketChannel channel;
    private final TurnLoop loop;
    private final Wire wire;
    private final Lingering lingering;
    private @Nullable Timer patience;
    private boolean shutDown;
    private boolean inputEnded;
    private boolean withError;

    /**
     * @param lingering those of the loop
     */
    SocketEnd(SocketChannel channel, TurnLoop loop, Wire wire, Lingering lingering) {
        this.channel = channel;
        this.loop = loop;
        this.wire = wire;
        this.lingering = lingering;
    }

    /** Records that the last thing written is an error, which the peer should be able to read. */
    void tellsError() {
        withError = true;
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
        long lingerNanos = LINGER_NANOS;
        if (withError) {
            lingerNanos = LINGER_WITH_ERROR_NANOS;
            lingering.add(this);
        }
        patience = loop.schedule(lingerNanos, this::close);
    }

    /** Closes the socket now. */
    @SuppressWarnings("FutureReturnValueIgnored") // channelInactive says when it is done
    void close() {
        Timer running = patience;
        if (running != null) {
            running.cancel();
            patience = null;
        }
        lingering.remove(this);
        channel.close();
    }
}
