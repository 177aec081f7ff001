package dev.stanchion.nats.websocket;

import dev.stanchion.nats.wire.CloseReason;
import dev.stanchion.nats.wire.ProtocolViolation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates one message after the other, as its bytes arrive, without context between messages.
 *
 * <p>It has native memory only during a message. Confined to the channel's event loop.
 */
final class Inflation {
    private static final int PIECE_BYTES = 32 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** The bytes that a sender removes from the end of each message (RFC 7692, 7.2.1). */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private @Nullable Inflater inflater;
    private ByteBuf source = Unpooled.EMPTY_BUFFER;
    private ByteBuffer input = NOTHING;

    /** Takes over some bytes. All earlier bytes must have been inflated. */
    void feed(ByteBuf compressed) {
        Inflater current = inflater;
        if (current == null) {
            current = new Inflater(true);
            inflater = current;
        }
        release();
        source = compressed;
        input = compressed.nioBuffer();
        current.setInput(input);
    }

    void feedTail() {
        feed(Unpooled.wrappedBuffer(TAIL));
    }

    /**
     * Inflates the next piece, which the caller releases. Returns null if it needs more bytes.
     *
     * @throws ProtocolViolation if this is not compressed data
     */
    @Nullable ByteBuf next(ByteBufAllocator allocator) {
        Inflater current = inflater;
        if (current == null) {
            return null;
        }
        ByteBuf piece = allocator.directBuffer(PIECE_BYTES, PIECE_BYTES);
        try {
            int length = inflate(current, piece.nioBuffer(0, PIECE_BYTES));
            if (length > 0) {
                return piece.retain().writerIndex(length);
            }
            release();
            return null;
        } catch (DataFormatException e) {
            throw malformed(String.valueOf(e.getMessage()));
        } finally {
            piece.release();
        }
    }

    private int inflate(Inflater current, ByteBuffer out) throws DataFormatException {
        while (true) {
            int length = current.inflate(out);
            if (current.needsDictionary()) {
                throw malformed("it needs a dictionary");
            }
            if (length > 0 || !current.finished() || !input.hasRemaining()) {
                return length;
            }
            // A sender may end the deflate stream within a message. The next bytes then begin a
            // new one.
            current.reset();
            current.setInput(input);
        }
    }

    private static ProtocolViolation malformed(String why) {
        return ProtocolViolation.silent(
                CloseReason.PROTOCOL_VIOLATION, "WebSocket message cannot be inflated: " + why);
    }

    private void release() {
        source.release();
        source = Unpooled.EMPTY_BUFFER;
        input = NOTHING;
    }

    /** Ends the current message and releases the memory. */
    void end() {
        Inflater current = inflater;
        if (current != null) {
            inflater = null;
            current.end();
        }
        release();
    }
}
