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
 * The bytes that wait to be written to one connection of a link. They leave at the end of the
 * loop's turn, in chunks; a long payload is not copied but kept. One write is under way at most,
 * and what comes meanwhile gathers. No allocation but for chunks. Confined to the loop.
 */
final class LinkOutput implements TurnOutput {
    private static final int CHUNK_BYTES = 32 * 1024;

    /** To keep a slice of somebody's buffer costs about as much as to copy this. */
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
     * @param onWritten runs whenever the socket has taken something
     */
    LinkOutput(TurnLoop loop, Channel channel, Runnable onWritten) {
        this.loop = loop;
        this.channel = channel;
        this.onWritten = onWritten;
    }

    /** Returns how much the socket has not taken. */
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
    @SuppressWarnings("FutureReturnValueIgnored") // the last write of a flush speaks for all
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

    /** What could not be written ends the connection, which says so itself. */
    private void complete(ChannelFuture written, long bytes) {
        isWriting = false;
        if (written.isSuccess()) {
            pendingBytes -= bytes;
            onWritten.run();
        }
    }

    /** Releases what is not written; nothing may be appended any more. */
    void discard() {
        isDiscarded = true;
        endChunk();
        full.forEach(ByteBuf::release);
        full.clear();
    }
}
