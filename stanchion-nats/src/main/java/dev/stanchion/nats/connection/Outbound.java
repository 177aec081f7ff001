package dev.stanchion.nats.connection;

import dev.stanchion.nats.message.Gathered;
import dev.stanchion.nats.message.PendingBytes;
import dev.stanchion.nats.message.RoutedMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/**
 * The bytes that wait to be written to one connection, and their writing.
 *
 * <p>At most one write is under way. What is appended meanwhile gathers in full chunks, so a slow
 * reader costs about the memory that it is charged for. Counts as {@link PendingBytes} what the
 * connection appended; subtracts it when the system has taken it.
 *
 * <p>A <em>batch</em> is what was queued when writing began; it must be written within the
 * deadline, however much of it has been, or the connection is too slow. Confined to the loop.
 */
final class Outbound {
    private final Channel channel;
    private final PendingBytes pending;
    private final Owner owner;
    private final Gathered queue = new Gathered(0);
    private final WriteDeadline deadline;
    private boolean writing;
    private boolean discarded;
    private long appended;

    /** How much had been appended when the last turn ended that appended anything. */
    private long appendedBefore;

    private long written;

    /** The connection whose output this is. Called on its loop. */
    interface Owner {
        /** The socket has taken a write that it could not take at once. */
        void onWritten();

        /** A write has failed, and so will every other one. */
        void onWriteFailed(Throwable cause);
    }

    Outbound(Owner owner, Channel channel, PendingBytes pending, WriteDeadline deadline) {
        this.owner = owner;
        this.channel = channel;
        this.pending = pending;
        this.deadline = deadline;
    }

    /** Appends the prepared bytes of a message; returns how many bytes this turn has appended. */
    int append(RoutedMessage message, int bytes) {
        queue.append(message, bytes);
        appended += bytes;
        return (int) (appended - appendedBefore);
    }

    void append(byte[] bytes) {
        queue.append(bytes);
        appended += bytes.length;
    }

    /** Moves here what another loop has gathered. */
    void take(Gathered gathered, int bytes) {
        queue.take(gathered);
        appended += bytes;
    }

    boolean isEmpty() {
        return appended == written;
    }

    /** Writes what is queued, unless a write is under way. At the end of a turn only. */
    void flush() {
        appendedBefore = appended;
        if (writing) {
            queue.endPart();
            return;
        }
        queue.close();
        while (!writing && queue.hasBuffers()) {
            write();
        }
        queue.lag(writing);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the last write of a flush speaks for all
    private void write() {
        writing = true;
        ByteBuf next = queue.next();
        int bytes = next.readableBytes();
        while (queue.hasBuffers() && bytes + queue.nextBytes() <= Gathered.MAX_WRITE_BYTES) {
            channel.write(next, channel.voidPromise());
            next = queue.next();
            bytes += next.readableBytes();
        }
        if (!queue.hasBuffers()) {
            queue.expect(bytes);
        }
        int inFlight = bytes;
        ChannelFuture done = channel.writeAndFlush(next);
        if (done.isDone()) {
            complete(done, inFlight);
        } else {
            deadline.watch(written, appended);
            done.addListener(ignored -> {
                complete(done, inFlight);
                owner.onWritten();
            });
        }
    }

    private void complete(ChannelFuture done, int bytes) {
        writing = false;
        if (discarded) {
            return;
        }
        if (done.isSuccess()) {
            written += bytes;
            pending.written(bytes);
            deadline.progress(written);
        } else {
            owner.onWriteFailed(done.cause());
        }
    }

    /** Releases what is queued; nothing may be appended any more. */
    void discard() {
        discarded = true;
        queue.discard();
        deadline.cancel();
    }
}
