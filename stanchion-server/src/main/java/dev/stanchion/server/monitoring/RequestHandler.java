package dev.stanchion.server.monitoring;

import dev.stanchion.server.http.Call;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Reply;
import dev.stanchion.server.monitoring.Intake.Whole;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
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
 * <p>A client must complete a request within the time limit, counted from its last request, and
 * must read its answer within the same time. If an answer is not ready in time, it is a 503.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a peer that is gone needs no more of us
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private static final int REQUEST_SECONDS = 30;
    private static final int ANSWER_SECONDS = 20;
    private static final int MAX_WAITING = 16;
    private static final int LINGER_SECONDS = 1;

    private final Site site;
    private final SitePages pages;
    private final BytesInHand unsent;
    private final BytesInHand ofStreams;
    private final Intake intake;
    private final Deque<Whole> waiting = new ArrayDeque<>();
    private @Nullable Whole answering;
    private int beingSent;
    private boolean closing;
    private @Nullable StreamWriter stream;
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable ScheduledFuture<?> answerDeadline;

    /**
     * @param unsent counts the answers of all connections
     * @param ofStreams counts what streams have sent and clients have not taken
     * @param unanswered counts the bodies of all connections
     */
    RequestHandler(Site site, BytesInHand unsent, BytesInHand ofStreams, BytesInHand unanswered) {
        this.ofStreams = ofStreams;
        this.site = site;
        this.pages = new SitePages(site);
        this.unsent = unsent;
        this.intake = new Intake(site.api(), unanswered);
    }

    /** Returns whether the client waits for no answer, and reads no stream. */
    boolean isIdle() {
        return stream == null && answering == null && waiting.isEmpty() && beingSent == 0;
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
        forgetWaiting();
        if (answering != null) {
            intake.forget(answering);
            answering = null;
        }
        intake.end();
        cancel(deadline);
        cancel(answerDeadline);
        if (stream != null) {
            stream.ended();
        }
    }

    private void forgetWaiting() {
        waiting.forEach(intake::forget);
        waiting.clear();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (closing || stream != null) {
            return; // the rest of the same packet, or of a client that reads a stream
        }
        if (part.decoderResult().isFailure()) {
            answerAndClose(context, UnreadableRequest.answer(part.decoderResult().cause()));
            return;
        }
        switch (intake.take(part)) {
            case PARTIAL -> {
                // the rest comes
            }
            case WAITS -> context.writeAndFlush(goOn());
            case WHOLE -> {
                waiting.add(intake.whole());
                if (waiting.size() > MAX_WAITING) {
                    answerAndClose(context, tooLarge());
                } else {
                    answerNext(context);
                }
            }
            case TOO_LARGE -> answerAndClose(context, tooLarge());
            case TOO_MUCH ->
                    answerAndClose(context, refusal(Code.BUSY, "too many bodies are on their way"));
        }
    }

    private static FullHttpResponse goOn() {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE);
    }

    private Reply tooLarge() {
        return intake.isForApi()
                ? refusal(Code.TOO_LARGE, "the body exceeds 1 MiB")
                : Page.problem(413, "413 Request Entity Too Large").reply();
    }

    private Reply refusal(Code code, String detail) {
        return site.api()
                .map(api -> api.refusal(code, detail))
                .orElseGet(() -> Page.problem(code.status(), detail).reply());
    }

    private void answerNext(ChannelHandlerContext context) {
        Whole next = answering == null ? waiting.poll() : null;
        if (next == null || closing) {
            return;
        }
        answering = next;
        restartDeadline(context);
        CompletableFuture<Reply> reply = replyFor(next, context).toCompletableFuture();
        if (reply.isDone()) {
            answer(context, next, reply);
            return;
        }
        answerDeadline =
                context.executor()
                        .schedule(
                                () -> reply.complete(tooLate(next)),
                                ANSWER_SECONDS,
                                TimeUnit.SECONDS);
        reply.whenCompleteAsync(
                (result, failure) -> answer(context, next, reply), context.executor());
    }

    private Reply tooLate(Whole request) {
        String detail =
                "the server is starting or too busy to answer; /readyz tells when it is not";
        return request.isForApi() ? refusal(Code.BUSY, detail) : Page.problem(503, detail).reply();
    }

    private CompletionStage<Reply> replyFor(Whole request, ChannelHandlerContext context) {
        try {
            if (unsent.isTooMuch()) {
                String detail = "too many pages wait to be read; try again";
                return CompletableFuture.completedFuture(
                        request.isForApi()
                                ? refusal(Code.BUSY, detail)
                                : pages.tooMuch(request.head(), detail));
            }
            return request.isForApi()
                    ? site.api()
                            .orElseThrow()
                            .answer(request.call(peer(context)), context.executor())
                    : pages.at(request.head(), context.executor());
        } catch (RuntimeException bug) {
            return CompletableFuture.failedFuture(bug);
        }
    }

    private static Call.Peer peer(ChannelHandlerContext context) {
        SocketAddress remote = context.channel().remoteAddress();
        String address =
                remote instanceof InetSocketAddress socket && socket.getAddress() != null
                        ? socket.getAddress().getHostAddress()
                        : "unknown";
        return new Call.Peer(address, context.pipeline().get(SslHandler.class) != null);
    }

    @SuppressWarnings("ReferenceEquality") // a request is equal only to itself
    private void answer(
            ChannelHandlerContext context, Whole whole, CompletableFuture<Reply> ready) {
        cancel(answerDeadline);
        if (answering != whole || closing) {
            return;
        }
        answering = null;
        intake.forget(whole);
        HttpRequest request = whole.head();
        Reply reply = resultOf(ready, whole);
        if (reply.stream().isPresent() && !request.method().equals(HttpMethod.HEAD)) {
            cancel(deadline);
            forgetWaiting();
            stream = new StreamWriter(context, ofStreams, reply.stream().get());
            stream.begin(request, reply);
            return;
        }
        FullHttpResponse response = PageResponse.of(compressed(reply, whole));
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

    private Reply compressed(Reply reply, Whole whole) {
        return whole.isForApi() || site.rules() == Site.PageRules.USUAL
                ? Compression.of(reply, whole.head().headers().get(HttpHeaderNames.ACCEPT_ENCODING))
                : reply;
    }

    private Reply resultOf(CompletableFuture<Reply> reply, Whole whole) {
        if (!reply.isCompletedExceptionally()) {
            return reply.join();
        }
        LOG.error("Bug in the page {}", whole.head().uri(), reply.exceptionNow());
        String detail = "the page cannot be shown; the server's log says why";
        return whole.isForApi()
                ? refusal(Code.INTERNAL, detail)
                : Page.problem(500, detail).reply();
    }

    private void answerAndClose(ChannelHandlerContext context, Reply reply) {
        closing = true;
        forgetWaiting();
        FullHttpResponse response = PageResponse.of(reply);
        HttpUtil.setKeepAlive(response, false);
        context.writeAndFlush(response).addListener(sent -> linger(context));
    }

    /**
     * Ends the connection so that a client that is still sending can read the answer: nothing more
     * comes from here, and what the client sends is thrown away for a second. If the connection was
     * closed at once, the system would tell the client of a reset, and not give it the answer.
     */
    private static void linger(ChannelHandlerContext context) {
        if (context.channel() instanceof SocketChannel socket
                && context.pipeline().get(SslHandler.class) == null) {
            socket.shutdownOutput();
            context.executor().schedule(() -> context.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        } else {
            context.close();
        }
    }

    /** Closes a broken connection silently. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
