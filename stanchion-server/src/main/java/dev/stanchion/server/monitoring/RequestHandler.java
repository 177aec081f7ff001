package dev.stanchion.server.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one connection, one after the other. Confined to the port's thread.
 *
 * <p>It asks for each part of a request, so that whatever else has been read waits in front of it
 * while a page is being made. Every method is served like GET. A connection has to complete a
 * request within the time limit, counted from its last one, however slowly or busily it sends.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a peer that is gone needs no more of us
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
    private static final int REQUEST_SECONDS = 30;
    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final Pages pages;
    private @Nullable HttpRequest request;
    private long bodyBytes;
    private boolean closing;
    private @Nullable ScheduledFuture<?> deadline;

    RequestHandler(Pages pages) {
        this.pages = pages;
    }

    /** What has to stand in front of this, on a channel that does not read by itself. */
    static ChannelHandler partByPart() {
        return new FlowControlHandler();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        restartDeadline(context);
        context.read();
    }

    private void restartDeadline(ChannelHandlerContext context) {
        cancelDeadline();
        deadline =
                context.executor()
                        .schedule(() -> context.close(), REQUEST_SECONDS, TimeUnit.SECONDS);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelDeadline();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (closing) {
            return; // what else was in the same packet
        }
        if (part.decoderResult().isFailure()) {
            answerAndClose(context, Page.plain(400, "400 Bad Request\n"));
            return;
        }
        if (part instanceof HttpRequest head) {
            request = head;
            bodyBytes = 0;
        }
        if (part instanceof HttpContent content) {
            bodyBytes += content.content().readableBytes();
        }
        if (bodyBytes > MAX_BODY_BYTES) {
            answerAndClose(context, Page.plain(413, "413 Request Entity Too Large\n"));
        } else if (part instanceof LastHttpContent && request != null) {
            answer(context, request);
        } else {
            context.read();
        }
    }

    private void answer(ChannelHandlerContext context, HttpRequest whole) {
        request = null;
        restartDeadline(context);
        Target target = Target.of(whole.uri());
        if (!target.isClean()) {
            answer(context, whole, moved(target));
            return;
        }
        pages.at(target.path(), target.query())
                .whenComplete((page, failure) -> {
                    if (context.executor().inEventLoop()) {
                        answer(context, whole, page, failure);
                    } else {
                        context.executor().execute(() -> answer(context, whole, page, failure));
                    }
                });
    }

    private static FullHttpResponse moved(Target target) {
        FullHttpResponse response = response(Page.plain(301, ""));
        response.headers().set(HttpHeaderNames.LOCATION, target.cleaned());
        return response;
    }

    private void answer(
            ChannelHandlerContext context,
            HttpRequest whole,
            @Nullable Page page,
            @Nullable Throwable failure) {
        if (page == null) {
            LOG.error("A page failed: {}", whole.uri(), failure);
            answerAndClose(context, Page.plain(500, "500 Internal Server Error\n"));
        } else {
            answer(context, whole, response(page));
        }
    }

    private void answer(
            ChannelHandlerContext context, HttpRequest whole, FullHttpResponse response) {
        if (whole.method().equals(HttpMethod.HEAD)) {
            response.content().clear();
        }
        boolean keepAlive = HttpUtil.isKeepAlive(whole) && context.channel().isWritable();
        HttpUtil.setKeepAlive(response, keepAlive);
        ChannelFuture written = context.writeAndFlush(response);
        if (!keepAlive) {
            closing = true;
            written.addListener(ChannelFutureListener.CLOSE);
        } else {
            context.read();
        }
    }

    private void answerAndClose(ChannelHandlerContext context, Page page) {
        closing = true;
        FullHttpResponse response = response(page);
        HttpUtil.setKeepAlive(response, false);
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private static FullHttpResponse response(Page page) {
        ByteBuf body = Unpooled.wrappedBuffer(page.body().getBytes(UTF_8));
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(page.status()), body);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, page.contentType());
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        if (page.isForEverybody()) {
            response.headers().set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        }
        if (page.status() >= HttpResponseStatus.BAD_REQUEST.code()) {
            response.headers().set("X-Content-Type-Options", "nosniff");
        }
        return response;
    }

    /** Broken connections are nobody's concern here. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
