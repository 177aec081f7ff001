package dev.stanchion.nats.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Handles the HTTP request at the beginning of a connection, and hands the channel over if it
 * becomes a WebSocket.
 *
 * <p>It is behind {@link #decoder} in the pipeline, and removes the decoder and itself. The next
 * handlers get the bytes behind the request. The channel becomes active for them only then.
 * Confined to the channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a peer that has left needs no answer
public final class UpgradeHandler extends ChannelInboundHandlerAdapter {
    private static final int MAX_LINE_BYTES = 4096;
    private static final int MAX_HEADER_BYTES = 8192;
    private static final int MAX_CHUNK_BYTES = 8192;

    private final WebSocketOptions options;
    private final boolean tls;
    private final Consumer<UpgradeResult> upgraded;
    private final Runnable gone;
    private @Nullable Future<?> deadline;
    private @Nullable HttpRequest request;
    private boolean answered;

    /**
     * @param upgraded adds the handlers of the WebSocket to the channel, behind this one
     * @param gone runs once, when the channel is upgraded or closed
     */
    public UpgradeHandler(
            WebSocketOptions options,
            boolean tls,
            Consumer<UpgradeResult> upgraded,
            Runnable gone) {
        this.options = options;
        this.tls = tls;
        this.upgraded = upgraded;
        this.gone = gone;
    }

    /** Returns the handler that must be before this one. */
    public static HttpRequestDecoder decoder() {
        return new HttpRequestDecoder(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_CHUNK_BYTES);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        deadline =
                context.executor()
                        .schedule(
                                () -> context.close(),
                                options.handshakeTimeout().toNanos(),
                                TimeUnit.NANOSECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelDeadline();
        gone.run();
    }

    private void cancelDeadline() {
        Future<?> running = deadline;
        if (running != null) {
            running.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!answered && message instanceof HttpObject part) {
                take(context, part);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void take(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpRequest head) {
            request = head;
        }
        HttpRequest whole = request;
        boolean ends = part instanceof LastHttpContent || part.decoderResult().isFailure();
        boolean tooMuch = part instanceof HttpContent body && body.content().isReadable();
        if (whole == null || (!ends && !tooMuch)) {
            return;
        }
        answered = true;
        switch (Upgrade.of(whole, options, tls)) {
            case Upgrade.Refused refused ->
                    context.writeAndFlush(ascii(context, refused.response()))
                            .addListener(ChannelFutureListener.CLOSE);
            case Upgrade.Accepted(String response, UpgradeResult terms) -> {
                context.writeAndFlush(ascii(context, response));
                handOver(context, terms);
            }
        }
    }

    private static ByteBuf ascii(ChannelHandlerContext context, String text) {
        return ByteBufUtil.writeAscii(context.alloc(), text);
    }

    /**
     * Hands the channel over. The decoder must not decode anything behind the request as HTTP, so
     * it is removed now.
     */
    private void handOver(ChannelHandlerContext context, UpgradeResult terms) {
        cancelDeadline();
        gone.run();
        upgraded.accept(terms);
        context.fireChannelActive();
        context.pipeline().remove(this); // first: the decoder then passes the rest on
        context.pipeline().remove(HttpRequestDecoder.class);
    }

    /** Closes the channel if the client ends its output before its request. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            context.close();
        }
    }

    /** Closes a broken connection silently. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
