package dev.stanchion.server.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.server.http.EventStream;
import dev.stanchion.server.http.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes the content of a stream into its connection. A comment each 15 seconds keeps proxies from
 * closing the connection, and shows when the client is gone. A client that has not taken what was
 * sent for two comments is cut off. Confined to the port's thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a peer that is gone needs no more of us
final class StreamWriter implements EventStream.Outlet {
    private static final int COMMENT_SECONDS = 15;
    private static final int MOST_COMMENTS_UNTAKEN = 2;
    private static final String COMMENT = ":\n\n";

    private final ChannelHandlerContext context;
    private final BytesInHand ofStreams;
    private final EventStream stream;
    private boolean isChunked = true;
    private boolean isClosed;
    private int untaken;
    private int commentsUntaken;
    private @Nullable ScheduledFuture<?> comments;

    /**
     * @param ofStreams counts what all streams have sent and clients have not taken
     */
    StreamWriter(ChannelHandlerContext context, BytesInHand ofStreams, EventStream stream) {
        this.context = context;
        this.ofStreams = ofStreams;
        this.stream = stream;
    }

    /** Sends the head, and lets the stream begin. */
    void begin(HttpRequest request, Reply reply) {
        isChunked = !request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        HttpResponse head =
                new DefaultHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()));
        reply.headers().forEach(head.headers()::set);
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
        HttpUtil.setTransferEncodingChunked(head, isChunked);
        HttpUtil.setKeepAlive(head, false); // nothing can follow a stream
        context.writeAndFlush(head);
        comments =
                context.executor()
                        .scheduleAtFixedRate(
                                this::comment, COMMENT_SECONDS, COMMENT_SECONDS, TimeUnit.SECONDS);
        stream.begin(this);
    }

    private void comment() {
        if (untaken == 0) {
            commentsUntaken = 0;
            send(COMMENT);
        } else if (++commentsUntaken >= MOST_COMMENTS_UNTAKEN) {
            context.close();
        }
    }

    /** The connection has ended. */
    void ended() {
        isClosed = true;
        if (comments != null) {
            comments.cancel(false);
        }
        stream.ended();
    }

    @Override
    public boolean isFree() {
        return !isClosed && untaken == 0 && !ofStreams.isTooMuch();
    }

    @Override
    public void send(String text) {
        if (isClosed) {
            return;
        }
        write(ByteBufUtil.writeUtf8(context.alloc(), text));
    }

    @Override
    public void send(String first, List<byte[]> shared) {
        if (isClosed) {
            return;
        }
        byte[][] parts = new byte[shared.size() + 1][];
        int last = shared.size() - 1;
        for (int i = 0; i < last; i++) {
            parts[i] = shared.get(i);
        }
        parts[last] = first.getBytes(UTF_8);
        parts[last + 1] = shared.get(last);
        write(Unpooled.wrappedBuffer(parts));
    }

    private void write(ByteBuf bytes) {
        int length = bytes.readableBytes();
        untaken += length;
        ofStreams.add(length);
        context.writeAndFlush(new DefaultHttpContent(bytes))
                .addListener(sent -> {
                    untaken -= length;
                    ofStreams.remove(length);
                });
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }
}
