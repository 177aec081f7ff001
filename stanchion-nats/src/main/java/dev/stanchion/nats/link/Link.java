package dev.stanchion.nats.link;

import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.wire.PubOp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A link from one loop to an external NATS server, see the package.
 *
 * <p>Confined to its loop, except methods that say otherwise. No allocation per message in either
 * direction.
 */
public final class Link {
    /** The number of queued bytes from which the link is congested. */
    private static final int CONGESTED_BYTES = 4 * 1024 * 1024;

    private static final int RELIEVED_BYTES = 1024 * 1024;
    private static final byte[] PUB = "PUB ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HPUB = "HPUB ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SUB = "SUB ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UNSUB = "UNSUB ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_REPLY = {};

    private final TurnLoop loop;
    private final LinkOptions options;
    private final LinkListener listener;
    private final ServerPool pool;
    private LinkAttempts attempts;
    private final AtomicInteger pauses = new AtomicInteger();
    private final Runnable applyPauses = this::applyPauses;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final List<Runnable> awaitingRelief = new ArrayList<>();
    private final Connected connected = new Connected();
    private final LinkLine line = new LinkLine();
    private LinkHandler[] handlers = new LinkHandler[16];
    private final List<LinkSubscription> subscriptions = new ArrayList<>();
    private int lastSid;
    private @Nullable LinkConnection connection;
    private @Nullable ServerAddress at;
    private @Nullable LinkMove move;
    private boolean hasBeenUp;
    private boolean closed;

    /**
     * Makes a link that has no connection yet.
     *
     * @param loop a loop of a running server
     */
    public Link(NatsLoop loop, LinkOptions options, LinkListener listener) {
        this.loop = (TurnLoop) loop;
        this.options = options;
        this.listener = listener;
        this.pool = new ServerPool(options.servers());
        this.attempts = new LinkAttempts(this.loop, options, pool, connected);
    }

    /**
     * Opens the link. The link tries each server of the list once. If no server accepts it, the
     * link does not open. After it has opened, it replaces a lost connection, however long that
     * takes. Any thread.
     *
     * @return a stage that completes on the loop, or fails with a {@link LinkException}
     */
    public CompletionStage<Void> open() {
        loop.execute(() -> attempts.beginOnce(why -> opened.completeExceptionally(why)));
        return opened;
    }

    /** Returns whether there is a connection on which messages can be sent. */
    public boolean isUp() {
        return connection != null && connection.isUp();
    }

    /**
     * Moves to another server of the same cluster. The link keeps its connection until the other
     * server has let it in, and a message that went to the old server has come from the new one. If
     * that fails, or another move is under way, the link stays where it is.
     *
     * <p>The listener hears of a lost connection and of a new one, because what others publish at
     * this moment may be lost.
     *
     * @param wanted tells by its information whether a server is one to move to
     * @param isStillWanted asked at the last moment before the link moves
     */
    public void move(Predicate<PeerInfo> wanted, BooleanSupplier isStillWanted) {
        assert loop.isCurrent();
        if (isUp() && !closed && move == null) {
            LinkMove begun =
                    new LinkMove(
                            new LinkMove.OfLink(loop, options, pool, connected),
                            wanted,
                            isStillWanted,
                            new Moving());
            move = begun;
            begun.begin();
        }
    }

    /** Does what a move cannot do by itself. */
    private final class Moving implements LinkMove.Owner {
        @Override
        public boolean publish(byte[] subject) {
            return Link.this.publish(subject, Unpooled.EMPTY_BUFFER, 0, 0);
        }

        @Override
        public void moves(LinkAttempts to, LinkConnection made, ServerAddress server) {
            move = null;
            ServerAddress from = at;
            if (from != null) {
                listener.onMove(from, server);
            }
            attempts.stop();
            attempts = to;
            connected.onReady(made, server);
        }

        @Override
        public void stays() {
            move = null;
        }
    }

    /**
     * Returns the information of the current server, or of the last one if there is no connection.
     */
    public PeerInfo info() {
        return attempts.info();
    }

    /**
     * Subscribes to a subject. Without a connection, the subscription takes effect when the link
     * connects.
     */
    public LinkSubscription subscribe(byte[] subject, LinkHandler handler) {
        assert loop.isCurrent();
        int sid = ++lastSid;
        var subscription = new LinkSubscription(sid, subject);
        subscriptions.add(subscription);
        if (sid >= handlers.length) {
            handlers = Arrays.copyOf(handlers, 2 * handlers.length);
        }
        handlers[sid] = handler;
        if (isUp()) {
            send(subscription);
        }
        return subscription;
    }

    private void send(LinkSubscription subscription) {
        line.begin(SUB);
        line.put(subscription.subject());
        line.blank();
        line.put(subscription.sid());
        endLine();
    }

    /** Ends a subscription. The link drops messages that arrive later. */
    public void unsubscribe(LinkSubscription subscription) {
        assert loop.isCurrent();
        if (subscriptions.remove(subscription)) {
            handlers[subscription.sid()] = LinkSubscription.ENDED;
            if (isUp()) {
                line.begin(UNSUB);
                line.put(subscription.sid());
                endLine();
            }
        }
    }

    /**
     * Publishes part of a buffer. The link copies or retains the buffer.
     *
     * @return false if the message was not sent: there is no connection, too many bytes are queued,
     *     or the message exceeds the server's maximum payload, for which the server would close the
     *     connection
     */
    public boolean publish(byte[] subject, ByteBuf source, int index, int length) {
        return publish(subject, NO_REPLY, 0, source, index, length);
    }

    /**
     * Does the same as {@link #publish(byte[], ByteBuf, int, int)}, with a reply subject.
     *
     * @param replyLength the length of the reply subject in {@code reply}
     */
    public boolean publish(
            byte[] subject, byte[] reply, int replyLength, ByteBuf source, int index, int length) {
        LinkOutput output = outputFor(length);
        if (output == null) {
            return false;
        }
        line.begin(PUB);
        putNames(subject, reply, replyLength);
        line.put(length);
        endLine();
        output.append(source, index, length);
        output.append(CRLF);
        return true;
    }

    /**
     * Publishes headers without a payload.
     *
     * @param headers the encoded headers, from {@code NATS/1.0} to the empty line
     * @return the same as {@link #publish(byte[], ByteBuf, int, int)}
     */
    public boolean publishHeaders(byte[] subject, byte[] reply, int replyLength, byte[] headers) {
        LinkOutput output = outputFor(headers.length);
        if (output == null) {
            return false;
        }
        line.begin(HPUB);
        putNames(subject, reply, replyLength);
        line.put(headers.length);
        line.blank();
        line.put(headers.length);
        endLine();
        output.append(headers);
        output.append(CRLF);
        return true;
    }

    /**
     * Publishes headers and payload, which follow each other in a buffer. The link copies or
     * retains the buffer.
     *
     * @param headerLength how many of the {@code length} bytes are headers, from {@code NATS/1.0}
     *     to the empty line
     * @param length headers and payload together
     * @return the same as {@link #publish(byte[], ByteBuf, int, int)}
     */
    public boolean publishWithHeaders(
            byte[] subject,
            byte[] reply,
            int replyLength,
            ByteBuf source,
            int index,
            int headerLength,
            int length) {
        LinkOutput output = outputFor(length);
        if (output == null) {
            return false;
        }
        line.begin(HPUB);
        putNames(subject, reply, replyLength);
        line.put(headerLength);
        line.blank();
        line.put(length);
        endLine();
        output.append(source, index, length);
        output.append(CRLF);
        return true;
    }

    private @Nullable LinkOutput outputFor(int length) {
        assert loop.isCurrent();
        LinkConnection current = connection;
        if (current == null
                || !current.isUp()
                || current.output().pendingBytes() + length > options.maxPendingBytes()
                || length > current.info().maxPayloadBytes()) {
            return null;
        }
        return current.output();
    }

    private void putNames(byte[] subject, byte[] reply, int replyLength) {
        line.put(subject);
        line.blank();
        if (replyLength > 0) {
            line.put(reply, replyLength);
            line.blank();
        }
    }

    private void endLine() {
        LinkConnection current = connection;
        if (current != null) {
            line.endOn(current);
        }
    }

    /**
     * Runs the task when the server has processed everything that was sent before and its answers
     * have arrived. Without a connection, or if the connection ends earlier, the task never runs.
     */
    public void fence(Runnable passed) {
        assert loop.isCurrent();
        if (connection != null && connection.isUp()) {
            connection.fence(passed);
        }
    }

    /**
     * Returns whether senders should wait, because too many bytes are queued or the link cannot
     * write.
     */
    public boolean isCongested() {
        LinkConnection current = connection;
        return current == null
                || !current.isUp()
                || current.output().pendingBytes() > CONGESTED_BYTES;
    }

    /** Runs the task once when the link is no longer congested. */
    public void whenRelieved(Runnable task) {
        assert loop.isCurrent();
        if (isCongested()) {
            awaitingRelief.add(task);
        } else {
            loop.execute(task);
        }
    }

    private void relieve() {
        if (!awaitingRelief.isEmpty()) {
            List<Runnable> tasks = List.copyOf(awaitingRelief);
            awaitingRelief.clear();
            tasks.forEach(loop::execute);
        }
    }

    /** Stops reading until {@link #resume} has been called the same number of times. Any thread. */
    public void pause() {
        if (pauses.getAndIncrement() == 0) {
            loop.execute(applyPauses);
        }
    }

    /** Undoes one {@link #pause}. Any thread. */
    public void resume() {
        if (pauses.decrementAndGet() == 0) {
            loop.execute(applyPauses);
        }
    }

    private void applyPauses() {
        if (connection != null) {
            connection.readIf(pauses.get() == 0);
        }
    }

    /**
     * Closes the link after the server has processed all published messages, or after some time.
     * Any thread.
     *
     * @return a stage that completes on the loop
     */
    public CompletionStage<Void> close() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        loop.execute(() -> {
            if (closed || !isUp()) {
                closeNow(ended);
            } else {
                fence(() -> closeNow(ended));
                loop.schedule(options.connectTimeout().toNanos(), () -> closeNow(ended));
            }
        });
        return ended;
    }

    private void closeNow(CompletableFuture<Void> ended) {
        closed = true;
        endMove();
        attempts.stop();
        if (connection != null) {
            connection.end("closed", false);
        }
        ended.complete(null);
    }

    private void endMove() {
        LinkMove underWay = move;
        if (underWay != null) {
            underWay.end();
        }
    }

    /** Takes over a connection from the attempts. */
    private final class Connected implements LinkAttempts.Owner {
        @Override
        public void onReady(LinkConnection made, ServerAddress server) {
            connection = made;
            at = server;
            applyPauses();
            subscriptions.forEach(Link.this::send);
            boolean again = hasBeenUp;
            hasBeenUp = true;
            listener.onUp(server, made.info(), again);
            opened.complete(null);
            relieve();
        }

        @Override
        public void onMessage(int sid, PubOp message) {
            if (sid < handlers.length) {
                handlers[sid].onMessage(message);
            }
        }

        @Override
        public void onComplaint(ServerAddress server, String text) {
            listener.onComplaint(server, text);
        }

        @Override
        public void onWritten() {
            LinkConnection current = connection;
            if (current != null && current.output().pendingBytes() <= RELIEVED_BYTES) {
                relieve();
            }
        }

        @Override
        public void onLost(ServerAddress server, String why) {
            connection = null;
            endMove();
            if (!closed) {
                listener.onDown(server, why);
            }
        }
    }
}
