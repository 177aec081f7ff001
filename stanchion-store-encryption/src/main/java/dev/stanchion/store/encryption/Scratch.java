package dev.stanchion.store.encryption;

import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * The buffers for the encryption and decryption of one message. Owned by a shard. They are on the
 * heap, because the JDK's ciphers are fast there. They grow to the size of the largest message, up
 * to a limit.
 */
final class Scratch {
    private static final int KEPT_BYTES = 1 << 20;

    final MsgProtoCursor cursor = new MsgProtoCursor();
    final EncryptedEntry entry = new EncryptedEntry();

    /** The input: a message to store, or the payload of a stored message. */
    private ByteBuf input = Unpooled.buffer();

    /** The reply subject, followed by the payload in its output form. */
    private ByteBuf parts = Unpooled.buffer();

    /** The message for its reader. */
    private ByteBuf output = Unpooled.buffer();

    ByteBuf input() {
        return input;
    }

    ByteBuf parts() {
        return parts;
    }

    ByteBuf output() {
        return output;
    }

    /** Clears the buffers for the next message. */
    void clear() {
        input = cleared(input);
        parts = cleared(parts);
        output = cleared(output);
    }

    /** Clears a buffer. It releases the memory of a buffer that grew beyond the limit. */
    private static ByteBuf cleared(ByteBuf buffer) {
        return buffer.capacity() > KEPT_BYTES ? Unpooled.buffer() : buffer.clear();
    }
}
