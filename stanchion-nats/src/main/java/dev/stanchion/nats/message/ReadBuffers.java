package dev.stanchion.nats.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Lends one buffer of 64 KiB to every read of a loop.
 *
 * <p>A read is finished before the next one begins, so one buffer serves all connections of a loop
 * and stays in the cache of its core. If somebody retains a part of it, a new buffer replaces it.
 * Confined to the loop.
 */
public final class ReadBuffers {
    static final int BUFFER_BYTES = 64 * 1024;

    private final ByteBufAllocator allocator;
    private @Nullable ByteBuf buffer;
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    private ReadBuffers(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Returns buffers for what is never decrypted. They are parts of the pool. */
    public static ReadBuffers ofClearText() {
        return new ReadBuffers(PooledByteBufAllocator.DEFAULT);
    }

    /**
     * Returns buffers for what may have to be decrypted. Each is memory of its own: the JDK
     * decrypts in place, and when a record is forged, it overwrites everything from the beginning
     * of the memory to the end of the record with zeros. In the pool, that would be what other
     * connections have there (docs/decisions/0072).
     */
    public static ReadBuffers ofCiphertext() {
        return new ReadBuffers(UnpooledByteBufAllocator.DEFAULT);
    }

    ByteBuf lend() {
        ByteBuf current = buffer;
        if (current != null && current.refCnt() == 1) {
            return current.clear().retain();
        }
        if (current != null) {
            current.release();
        }
        ByteBuf next = allocator.directBuffer(BUFFER_BYTES, BUFFER_BYTES);
        buffer = next;
        bytes = viewOf(next);
        return next.retain();
    }

    /** Returns the content of a buffer at the buffer's own indexes, for reading byte by byte. */
    @SuppressWarnings("ReferenceEquality") // equal bytes do not make it the same buffer
    public ByteBuffer bytesOf(ByteBuf read) {
        return read == buffer ? bytes : viewOf(read);
    }

    public static ByteBuffer viewOf(ByteBuf whole) {
        return whole.nioBuffer(0, whole.capacity());
    }

    /** Releases the buffer. After the loop has ended. */
    public void close() {
        ByteBuf last = buffer;
        if (last != null) {
            buffer = null;
            last.release();
        }
    }
}
