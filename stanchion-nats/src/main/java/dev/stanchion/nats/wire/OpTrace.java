package dev.stanchion.nats.wire;

import java.nio.ByteBuffer;

/**
 * Somebody who looks at what a client sends, besides the one who executes it. Told of each
 * operation before it is executed; the bytes are valid during the call only.
 */
public interface OpTrace {
    /** An operation without arguments. */
    void operation(String name);

    /** An operation with its arguments, as they stand in {@code [index, index + length)}. */
    void operation(String name, ByteBuffer bytes, int index, int length);

    /** Headers and payload of the publish before. */
    void payload(ByteBuffer bytes, int index, int length);
}
