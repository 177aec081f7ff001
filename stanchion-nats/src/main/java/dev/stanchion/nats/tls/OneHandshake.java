package dev.stanchion.nats.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * TLS that allows one handshake for each connection. In TLS 1.2 a client may ask for another one at
 * any time. That costs the server far more than the client, evades the limit on handshakes, and
 * made attacks possible that insert bytes into a connection. Go's TLS refuses it too; the JDK's
 * accepts it.
 *
 * <p>The first byte of a record is its type, in clear text, so the check costs one comparison for
 * each record. With TLS 1.3 no record of this type follows a handshake. Confined to the
 * connection's event loop.
 */
final class OneHandshake extends SslHandler {
    private static final byte HANDSHAKE = 0x16;

    OneHandshake(SSLEngine engine, Executor tasks) {
        super(engine, tasks);
    }

    /** Decodes at most one record, which begins at the first readable byte. */
    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
            throws SSLException {
        if (in.isReadable()
                && in.getByte(in.readerIndex()) == HANDSHAKE
                && handshakeFuture().isSuccess()) {
            in.skipBytes(in.readableBytes());
            throw new SSLException("the client asks for another handshake (expected: one)");
        }
        super.decode(context, in, out);
    }
}
