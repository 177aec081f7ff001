package dev.stanchion.server.monitoring;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one connection, one after the other. Confined to the port's thread.
 *
 * <p>Every method is served like GET. A client must complete a request within the time limit,
 * counted from its last request, and must read its answer within the same time. If an answer is not
 * ready in time, it is a 503.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a peer that is gone needs no more of us
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private static final int REQUEST_SECONDS = 30;
    private static final int ANSWER_SECONDS = 20;
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int MAX_WAITING = 16;

    private final Pages pages;
    private final Access access;
    private final UnsentBytes unsent;
    private final Deque<HttpRequest> waiting = new ArrayDeque<>();
    private @Nullable HttpRequest incoming;
    private @Nullable HttpRequest answering;
    private long bodyBytes;
    private int beingSent;
    private boolean closing;
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable ScheduledFuture<?> answerDeadline;

    RequestHandler(Pages pages, Access access, UnsentBytes unsent) {
        this.pages = pages;
        this.access = access;
        this.unsent = unsent;
    }

    /** Returns whether the client waits for no answer. */
    boolean isIdle() {
        return answering == null && waiting.isEmpty() && beingSent == 0;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        restartDeadline(context);
    }

    private void restartDeadline(ChannelHandlerContext context) {
        cancel(deadline);
        deadline =
                context.executor()
                        .schedule(() -> context.close(), REQUEST_SECONDS, TimeUnit.SECONDS);
    }

    private static void cancel(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closing = true;
        waiting.clear();
        cancel(deadline);
        cancel(answerDeadline);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (closing) {
            return; // the rest of the same packet
        }
        if (part.decoderResult().isFailure()) {
            answerAndClose(context, Page.problem(400, "400 Bad Request"));
            return;
        }
        if (part instanceof HttpRequest head) {
            incoming = head;
            bodyBytes = 0;
        }
        if (part instanceof HttpContent content) {
            bodyBytes += content.content().readableBytes();
        }
        if (bodyBytes > MAX_BODY_BYTES || waiting.size() > MAX_WAITING) {
            answerAndClose(context, Page.problem(413, "413 Request Entity Too Large"));
        } else if (part instanceof LastHttpContent && incoming != null) {
            waiting.add(incoming);
            incoming = null;
            answerNext(context);
        }
    }

    private void answerNext(ChannelHandlerContext context) {
        HttpRequest next = answering == null ? waiting.poll() : null;
        if (next == null || closing) {
            return;
        }
        answering = next;
        restartDeadline(context);
        CompletableFuture<Page> page = pageFor(next, context).toCompletableFuture();
        if (page.isDone()) {
            answer(context, next, page);
            return;
        }
        answerDeadline =
                context.executor()
                        .schedule(() -> page.complete(tooLate()), ANSWER_SECONDS, TimeUnit.SECONDS);
        page.whenCompleteAsync(
                (result, failure) -> answer(context, next, page), context.executor());
    }

    private static Page tooLate() {
        return Page.problem(
                503, "the server is starting or too busy to answer; /readyz tells when it is not");
    }

    private CompletionStage<Page> pageFor(HttpRequest request, ChannelHandlerContext context) {
        if (!access.allows(request.headers().get(HttpHeaderNames.AUTHORIZATION))) {
            return CompletableFuture.completedFuture(
                    Page.problem(401, "401 Unauthorized")
                            .with("WWW-Authenticate", "Basic realm=\"monitoring\""));
        }
        PageRequest wanted = PageRequest.of(request.uri());
        String clean = CleanPath.of(wanted.path());
        if (!clean.equals(wanted.path())) {
            String query = request.uri().substring(wanted.path().length());
            return CompletableFuture.completedFuture(Page.movedTo(clean + query));
        }
        if (unsent.isTooMuch()) {
            return CompletableFuture.completedFuture(
                    Page.problem(503, "too many pages wait to be read; try again"));
        }
        try {
            return pages.at(wanted, context.executor());
        } catch (RuntimeException bug) {
            return CompletableFuture.failedFuture(bug);
        }
    }

    @SuppressWarnings("ReferenceEquality") // a request is equal only to itself
    private void answer(
            ChannelHandlerContext context, HttpRequest request, CompletableFuture<Page> page) {
        cancel(answerDeadline);
        if (answering != request || closing) {
            return;
        }
        answering = null;
        FullHttpResponse response = PageResponse.of(resultOf(page, request));
        int bytes = response.content().readableBytes();
        if (request.method().equals(HttpMethod.HEAD)) {
            response.content().clear();
        }
        boolean keepAlive = HttpUtil.isKeepAlive(request) && context.channel().isWritable();
        HttpUtil.setKeepAlive(response, keepAlive);
        unsent.add(bytes);
        beingSent++;
        ChannelFuture written = context.writeAndFlush(response);
        written.addListener(sent -> {
            unsent.remove(bytes);
            beingSent--;
        });
        if (keepAlive) {
            answerNext(context);
        } else {
            closing = true;
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static Page resultOf(CompletableFuture<Page> page, HttpRequest request) {
        if (!page.isCompletedExceptionally()) {
            return page.join();
        }
        LOG.error("Bug in the page {}", request.uri(), page.exceptionNow());
        return Page.problem(500, "the page cannot be shown; the server's log says why");
    }

    private void answerAndClose(ChannelHandlerContext context, Page page) {
        closing = true;
        waiting.clear();
        FullHttpResponse response = PageResponse.of(page);
        HttpUtil.setKeepAlive(response, false);
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    /** Closes a broken connection silently. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
