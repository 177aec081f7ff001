package dev.stanchion.store.encryption;

import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Where one message is taken apart and put together again. Owned by a shard, on the heap, because
 * that is where the JDK's ciphers are fast. As large as the largest message needed, up to a bound.
 */
final class Scratch {
    private static final int KEPT_BYTES = 1 << 20;

    final MsgProtoCursor cursor = new MsgProtoCursor();
    final EncryptedEntry entry = new EncryptedEntry();

    /** What came: a message to be stored, or the payload of one that was. */
    private ByteBuf input = Unpooled.buffer();

    /** Reply subject and payload side by side, the payload as it will go on. */
    private ByteBuf parts = Unpooled.buffer();

    /** A message as its reader gets it. */
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

    /** Makes it ready for the next message. */
    void clear() {
        input = cleared(input);
        parts = cleared(parts);
        output = cleared(output);
    }

    /** One huge message must not cost its size for good. */
    private static ByteBuf cleared(ByteBuf buffer) {
        return buffer.capacity() > KEPT_BYTES ? Unpooled.buffer() : buffer.clear();
    }
}
