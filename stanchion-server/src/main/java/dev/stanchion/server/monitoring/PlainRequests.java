package dev.stanchion.server.monitoring;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/**
 * Answers clients that use HTTP on an HTTPS port, in the words of the Go server ({@code
 * spec/operations.md} 7.3). It is before TLS in the pipeline until the first byte. Confined to its
 * loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a peer that is gone needs no more of us
final class PlainRequests extends ChannelInboundHandlerAdapter {
    private static final int HANDSHAKE = 0x16;
    private static final byte[] ANSWER =
            """
            HTTP/1.0 400 Bad Request\r
            Connection: close\r
            \r
            Client sent an HTTP request to an HTTPS server.
            """
                    .getBytes(StandardCharsets.US_ASCII);

    private boolean refused;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (refused || !bytes.isReadable()) {
            ReferenceCountUtil.release(message);
        } else if (bytes.getUnsignedByte(bytes.readerIndex()) == HANDSHAKE) {
            context.pipeline().remove(this);
            context.fireChannelRead(message);
        } else {
            refused = true;
            ReferenceCountUtil.release(message);
            context.writeAndFlush(Unpooled.wrappedBuffer(ANSWER))
                    .addListener(ignored -> context.close());
        }
    }
}
