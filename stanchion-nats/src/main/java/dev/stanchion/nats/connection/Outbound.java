package dev.stanchion.nats.connection;

import dev.stanchion.nats.message.OutboundBytes;
import dev.stanchion.nats.message.PendingBytes;
import dev.stanchion.nats.message.RoutedMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/**
 * Queues the output of one connection and writes it.
 *
 * <p>At most one write is under way. Output that is appended meanwhile fills whole chunks, so a
 * slow reader takes about the memory that is counted for it. {@link PendingBytes} counts what the
 * connection appended until the system has taken it.
 *
 * <p>A <em>batch</em> is the output that was queued when writing began. It must be written
 * completely within the deadline, or the connection is too slow. Confined to the loop.
 */
final class Outbound {
    private final Channel channel;
    private final PendingBytes pending;
    private final Owner owner;
    private final OutboundBytes queue = new OutboundBytes(0);
    private final WriteDeadline deadline;
    private boolean writing;
    private boolean discarded;
    private long appended;

    /** The appended bytes at the end of the last turn that appended any. */
    private long appendedBefore;

    private long written;

    /** The connection whose output this is. Called on its loop. */
    interface Owner {
        /** The socket has completed a delayed write. */
        void onWritten();

        /** A write has failed; all later ones will fail too. */
        void onWriteFailed(Throwable cause);
    }

    Outbound(Owner owner, Channel channel, PendingBytes pending, WriteDeadline deadline) {
        this.owner = owner;
        this.channel = channel;
        this.pending = pending;
        this.deadline = deadline;
    }

    /** Appends the prepared bytes of a message. Returns how many bytes this turn has appended. */
    int append(RoutedMessage message, int bytes) {
        queue.append(message, bytes);
        appended += bytes;
        return (int) (appended - appendedBefore);
    }

    void append(byte[] bytes) {
        queue.append(bytes);
        appended += bytes.length;
    }

    /** Takes over what another loop has gathered. */
    void take(OutboundBytes gathered, int bytes) {
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

    @SuppressWarnings("FutureReturnValueIgnored") // the last promise stands for the flush
    private void write() {
        writing = true;
        ByteBuf next = queue.next();
        int bytes = next.readableBytes();
        while (queue.hasBuffers() && bytes + queue.nextBytes() <= OutboundBytes.MAX_WRITE_BYTES) {
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

    /** Releases what is queued. After that, nothing may be appended. */
    void discard() {
        discarded = true;
        queue.discard();
        deadline.cancel();
    }
}
