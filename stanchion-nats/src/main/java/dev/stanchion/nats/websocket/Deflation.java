package dev.stanchion.nats.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Deflates whole messages, each without context. All connections of an event loop share one,
 * because it takes a quarter of a megabyte. Confined to that loop.
 */
public final class Deflation implements AutoCloseable {
    private static final int TAIL_BYTES = 4;
    private static final int SMALLEST = 256;

    private @Nullable Deflater deflater;

    /**
     * Deflates the parts of one message into a new buffer. The caller owns the parts and the
     * buffer.
     */
    ByteBuf deflate(ByteBufAllocator allocator, List<ByteBuf> parts, int bytes) {
        Deflater current = deflater;
        if (current == null) {
            current = new Deflater(Deflater.BEST_SPEED, true);
            deflater = current;
        }
        current.reset();
        ByteBuf out = allocator.directBuffer(Math.max(SMALLEST, bytes / 2));
        for (ByteBuf part : parts) {
            current.setInput(part.nioBuffer());
            while (!current.needsInput()) {
                deflateInto(out, current, Deflater.NO_FLUSH);
            }
        }
        while (deflateInto(out, current, Deflater.SYNC_FLUSH)) {
            // there was more than room for it
        }
        current.reset();
        return out.writerIndex(out.writerIndex() - TAIL_BYTES);
    }

    /** Returns whether it has filled the available room. */
    private static boolean deflateInto(ByteBuf out, Deflater from, int flush) {
        out.ensureWritable(SMALLEST);
        ByteBuffer room = out.nioBuffer(out.writerIndex(), out.writableBytes());
        int length = from.deflate(room, flush);
        out.writerIndex(out.writerIndex() + length);
        return !room.hasRemaining();
    }

    /** Releases the memory. */
    @Override
    public void close() {
        Deflater current = deflater;
        if (current != null) {
            deflater = null;
            current.end();
        }
    }
}
