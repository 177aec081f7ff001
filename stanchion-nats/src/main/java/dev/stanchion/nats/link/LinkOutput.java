package dev.stanchion.nats.link;

import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.loop.TurnOutput;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The queue of bytes for one connection of a link. The output writes them at the end of the loop's
 * turn, in chunks. It retains a long payload instead of copying it. At most one write runs at a
 * time, and the output gathers further bytes meanwhile. It allocates only chunks. Confined to the
 * loop.
 */
final class LinkOutput implements TurnOutput {
    private static final int CHUNK_BYTES = 32 * 1024;

    /**
     * The length from which the output retains a slice of the caller's buffer. Copying a shorter
     * payload costs less.
     */
    private static final int SHORTEST_SLICE = 8 * 1024;

    private final TurnLoop loop;
    private final Channel channel;
    private final Runnable onWritten;
    private final ArrayDeque<ByteBuf> full = new ArrayDeque<>();
    private @Nullable ByteBuf chunk;
    private long pendingBytes;
    private boolean isTouched;
    private boolean isWriting;
    private boolean isDiscarded;

    /**
     * @param onWritten runs whenever the socket has accepted bytes
     */
    LinkOutput(TurnLoop loop, Channel channel, Runnable onWritten) {
        this.loop = loop;
        this.channel = channel;
        this.onWritten = onWritten;
    }

    /** Returns the number of bytes that the socket has not accepted. */
    long pendingBytes() {
        return pendingBytes;
    }

    void append(byte[] bytes) {
        append(bytes, bytes.length);
    }

    void append(byte[] bytes, int length) {
        room(length).writeBytes(bytes, 0, length);
        appended(length);
    }

    void append(ByteBuf source, int index, int length) {
        if (length >= SHORTEST_SLICE) {
            endChunk();
            full.add(source.retainedSlice(index, length));
        } else {
            room(length).writeBytes(source, index, length);
        }
        appended(length);
    }

    private ByteBuf room(int length) {
        ByteBuf current = chunk;
        if (current != null && current.writableBytes() >= length) {
            return current;
        }
        endChunk();
        ByteBuf next = PooledByteBufAllocator.DEFAULT.directBuffer(Math.max(CHUNK_BYTES, length));
        chunk = next;
        return next;
    }

    private void endChunk() {
        if (chunk != null) {
            full.add(chunk);
            chunk = null;
        }
    }

    private void appended(int length) {
        pendingBytes += length;
        if (!isTouched) {
            isTouched = true;
            loop.touch(this);
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the last write of a flush reports for all
    public void flush() {
        isTouched = false;
        if (isWriting || isDiscarded) {
            return;
        }
        endChunk();
        ByteBuf next = full.poll();
        if (next == null) {
            return;
        }
        isWriting = true;
        long bytes = next.readableBytes();
        while (!full.isEmpty()) {
            channel.write(next, channel.voidPromise());
            next = full.remove();
            bytes += next.readableBytes();
        }
        long inFlight = bytes;
        ChannelFuture written = channel.writeAndFlush(next);
        if (written.isDone()) {
            complete(written, inFlight);
        } else {
            written.addListener(ignored -> {
                loop.enterTurn();
                complete(written, inFlight);
                if (!isTouched && !isDiscarded) {
                    isTouched = true;
                    loop.touch(this);
                }
            });
        }
    }

    /** Counts written bytes. After a failed write the connection ends, and reports that itself. */
    private void complete(ChannelFuture written, long bytes) {
        isWriting = false;
        if (written.isSuccess()) {
            pendingBytes -= bytes;
            onWritten.run();
        }
    }

    /** Releases the bytes that are not written. Nothing may be appended afterwards. */
    void discard() {
        isDiscarded = true;
        endChunk();
        full.forEach(ByteBuf::release);
        full.clear();
    }
}
