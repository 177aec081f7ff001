package dev.stanchion.nats.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The first handler in a new connection's pipeline. It decides whether and when TLS begins, and
 * then replaces itself by the TLS handler.
 *
 * <p>NATS sends its greeting in clear text, and the client's next bytes are its handshake ({@code
 * spec/nats-core.md} 8.1). Only a handshake begins with 0x16. If the handshake may come first
 * (8.4), the greeting waits: the next handler sends the greeting when it becomes active, so this
 * handler delays that event. Confined to the connection's loop.
 */
public final class TlsDetector extends ChannelInboundHandlerAdapter {
    private static final int HANDSHAKE = 0x16;

    private final TlsContexts contexts;
    private final Executor tasks;
    private boolean greeted;
    private boolean refused;
    private long greetedNanos;
    private @Nullable Future<?> timer;

    /**
     * The reason why the connection cannot continue. It is fired as a user event, and nothing is
     * read after it.
     */
    public enum Refusal {
        /** The client uses clear text, which is not allowed. */
        PLAIN,
        /** The client has not begun a handshake in time. */
        TIMEOUT,
        /** There are too many handshakes in this second. */
        THROTTLED
    }

    /**
     * @param tasks runs the long computations of a handshake
     */
    public TlsDetector(TlsContexts contexts, Executor tasks) {
        this.contexts = contexts;
        this.tasks = tasks;
    }

    private TlsOptions options() {
        return contexts.options();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!options().plainAllowed() && !contexts.admitsHandshake(now(context))) {
            greet(context);
            refuse(context, Refusal.THROTTLED);
        } else if (options().handshakeFirst().isAlways()) {
            encrypt(context);
            greet(context);
        } else if (options().handshakeFirst().patience().isZero()) {
            greet(context);
            awaitHandshake(context);
        } else {
            long wait = options().handshakeFirst().patience().toNanos();
            timer = schedule(context, wait, () -> greetAndWait(context));
        }
    }

    private static Future<?> schedule(ChannelHandlerContext context, long nanos, Runnable task) {
        return context.executor().schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    private void greetAndWait(ChannelHandlerContext context) {
        greet(context);
        awaitHandshake(context);
    }

    private void greet(ChannelHandlerContext context) {
        if (!greeted) {
            greeted = true;
            greetedNanos = now(context);
            context.fireChannelActive();
        }
    }

    private void awaitHandshake(ChannelHandlerContext context) {
        if (!options().plainAllowed()) {
            timer =
                    schedule(
                            context,
                            options().timeout().toNanos(),
                            () -> refuse(context, Refusal.TIMEOUT));
        }
    }

    private void refuse(ChannelHandlerContext context, Refusal why) {
        if (!refused && !context.isRemoved()) {
            refused = true;
            cancelTimer();
            context.fireUserEventTriggered(why);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (refused || !bytes.isReadable()) {
            ReferenceCountUtil.release(message);
            return;
        }
        boolean isHandshake = bytes.getUnsignedByte(bytes.readerIndex()) == HANDSHAKE;
        if (isHandshake && mayEncrypt(context)) {
            encrypt(context);
            greet(context);
            context.fireChannelRead(message);
        } else if (!isHandshake && options().plainAllowed()) {
            greet(context);
            cancelTimer();
            context.pipeline().remove(this);
            context.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
            greet(context);
            refuse(context, isHandshake ? Refusal.THROTTLED : Refusal.PLAIN);
        }
    }

    /** Returns whether TLS may begin. If TLS is not required, only clients that begin it count. */
    private boolean mayEncrypt(ChannelHandlerContext context) {
        return !options().plainAllowed() || contexts.admitsHandshake(now(context));
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }

    /** Replaces this handler by the TLS handler, which gets all later events. */
    private void encrypt(ChannelHandlerContext context) {
        cancelTimer();
        SslHandler handler = contexts.forClient(tasks);
        long spentNanos = greeted ? now(context) - greetedNanos : 0;
        long leftNanos = options().timeout().toNanos() - spentNanos;
        handler.setHandshakeTimeout(Math.max(1, leftNanos), TimeUnit.NANOSECONDS);
        context.pipeline().replace(this, "tls", handler);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelTimer();
        context.fireChannelInactive();
    }
}
