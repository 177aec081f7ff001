package dev.stanchion.nats.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * TLS whose clients make one handshake. TLS 1.2 lets a client ask for another at any time, which
 * costs the server far more than the client, passes by the limit on handshakes, and has been a way
 * to put one's bytes in front of somebody else's. Go's TLS refuses it too; the JDK's takes it.
 *
 * <p>What kind a record is stands in clear text in its first byte, so it costs one comparison per
 * record. With TLS 1.3 no record of this kind follows a handshake. Confined to the connection's
 * event loop.
 */
final class OneHandshake extends SslHandler {
    private static final byte HANDSHAKE = 0x16;

    OneHandshake(SSLEngine engine, Executor tasks) {
        super(engine, tasks);
    }

    /** Is called with the first byte of a record in front, and takes one record or none. */
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
