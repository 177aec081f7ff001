package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.tls.HandshakeFailure;
import dev.stanchion.nats.tls.TlsDetector;
import dev.stanchion.nats.websocket.PeerClosed;
import dev.stanchion.nats.wire.CloseReason;
import dev.stanchion.nats.wire.ErrorText;
import dev.stanchion.nats.wire.ProtocolViolation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a client's connection what Netty reports about its socket. It is the last handler of the
 * pipeline. Confined to the connection's loop.
 */
public final class ClientHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ClientHandler.class);

    private final ClientConnection connection;
    private final TurnLoop loop;

    public ClientHandler(ClientConnection connection, TurnLoop loop) {
        this.connection = connection;
        this.loop = loop;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        loop.enterTurn();
        connection.onActive();
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf read = (ByteBuf) message;
        try {
            connection.onRead(read);
        } catch (ProtocolViolation violation) {
            connection.refuse(violation);
        } finally {
            read.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        loop.enterTurn();
        switch (event) {
            case ChannelInputShutdownEvent ignored -> connection.onInputEnd();
            case SslCloseCompletionEvent ignored -> connection.close(CloseReason.CLIENT_CLOSED, "");
            case PeerClosed ignored -> connection.close(CloseReason.CLIENT_CLOSED, "");
            case SslHandshakeCompletionEvent handshake -> onHandshake(handshake);
            case TlsDetector.Refusal.THROTTLED ->
                    connection.close(
                            CloseReason.MAXIMUM_CONNECTIONS_EXCEEDED,
                            ErrorText.CONNECTION_THROTTLING);
            case TlsDetector.Refusal refusal -> onNoHandshake(refusal);
            default -> {}
        }
    }

    private void onNoHandshake(TlsDetector.Refusal refusal) {
        LOG.debug("{} - TLS handshake error: {}", connection, refusal);
        connection.close(CloseReason.TLS_HANDSHAKE_FAILURE, "");
    }

    private void onHandshake(SslHandshakeCompletionEvent event) {
        if (event.isSuccess()) {
            connection.onEncrypted();
        } else {
            LOG.warn(
                    "{} - TLS handshake error: {}",
                    connection,
                    HandshakeFailure.text(event.cause()));
            connection.closeNow(CloseReason.TLS_HANDSHAKE_FAILURE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        loop.enterTurn();
        connection.closeNow(CloseReason.CLIENT_CLOSED);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        loop.enterTurn();
        if (cause instanceof ProtocolViolation violation) {
            connection.refuse(violation);
        } else if (cause instanceof IOException || cause.getCause() instanceof SSLException) {
            LOG.debug("{} - read failed: {}", connection, cause.getMessage());
            connection.closeNow(CloseReason.READ_ERROR);
        } else {
            LOG.error("{} - connection closed after a bug", connection, cause);
            connection.closeNow(CloseReason.UNKNOWN_STATE);
        }
    }
}
