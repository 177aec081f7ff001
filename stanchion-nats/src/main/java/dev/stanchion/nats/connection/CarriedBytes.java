package dev.stanchion.nats.connection;

import dev.stanchion.nats.message.ReadBuffers;
import dev.stanchion.nats.wire.OpParser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a connection's reads to its parser, and keeps the unfinished end of each read for the next
 * one.
 *
 * <p>The parser executes operations in the read buffer. Only the unfinished operation at the end of
 * a read is copied; the next read adds only the bytes that it lacks. The limits of the parser bound
 * the kept bytes. Memory grows with the bytes that arrived, not with the announced length. Confined
 * to the loop.
 */
public final class CarriedBytes {
    private static final int SMALLEST = 256;
    private static final int FIRST_FOR_PAYLOAD = 64 * 1024;

    private final OpParser parser;
    private @Nullable ByteBuf kept;

    public CarriedBytes(OpParser parser) {
        this.parser = parser;
    }

    /**
     * Executes the complete operations. If the parser takes no operations at present, it keeps all
     * bytes: at most one read, and what TLS has decrypted of it. The caller releases {@code read}.
     */
    public void take(ByteBuf read, ByteBuffer bytes) {
        if (!parser.isTakingOps()) {
            keepAll(read);
            return;
        }
        int end = read.writerIndex();
        int at = read.readerIndex();
        while (at < end && kept != null) {
            at += extend(kept, read, bytes, at, end);
        }
        if (at < end) {
            int keepFrom = parser.parse(read, bytes, at, end);
            if (keepFrom < end) {
                keep(read, keepFrom, end - keepFrom);
            }
        }
    }

    private void keepAll(ByteBuf read) {
        ByteBuf carried = kept;
        if (carried == null) {
            keep(read, read.readerIndex(), read.readableBytes());
        } else {
            carried.writeBytes(read, read.readerIndex(), read.readableBytes());
        }
    }

    /** Executes the bytes that were kept while the parser took no operations. */
    void resume() {
        ByteBuf carried = kept;
        if (carried == null) {
            return;
        }
        kept = null;
        try {
            take(carried, ReadBuffers.viewOf(carried));
        } finally {
            carried.release();
        }
    }

    /** Adds the bytes that the kept operation lacks, and executes it if it is complete. */
    private int extend(ByteBuf carried, ByteBuf read, ByteBuffer bytes, int at, int end) {
        int missing = parser.missingBytes(carried.readableBytes(), bytes, at, end);
        carried.writeBytes(read, at, missing);
        int keepFrom =
                parser.parse(
                        carried,
                        ReadBuffers.viewOf(carried),
                        carried.readerIndex(),
                        carried.writerIndex());
        carried.readerIndex(keepFrom);
        if (!carried.isReadable()) {
            clear();
        }
        return missing;
    }

    private void keep(ByteBuf read, int index, int length) {
        int expected = Math.min(parser.expectedLength(), FIRST_FOR_PAYLOAD);
        int capacity = Math.max(SMALLEST, Math.max(expected, length));
        kept =
                PooledByteBufAllocator.DEFAULT
                        .directBuffer(capacity)
                        .writeBytes(read, index, length);
    }

    /** Releases what is kept; safe to call again. */
    public void clear() {
        ByteBuf carried = kept;
        if (carried != null) {
            kept = null;
            carried.release();
        }
    }
}
