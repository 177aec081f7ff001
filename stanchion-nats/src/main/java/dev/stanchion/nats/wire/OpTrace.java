package dev.stanchion.nats.wire;

import java.nio.ByteBuffer;

/**
 * A trace of a client's operations. The parser calls it before it executes an operation. The bytes
 * are valid during the call only.
 */
public interface OpTrace {
    /** Traces an operation without arguments. */
    void operation(String name);

    /** Traces an operation with its arguments, which are in {@code [index, index + length)}. */
    void operation(String name, ByteBuffer bytes, int index, int length);

    /** Traces headers and payload of the publish before. */
    void payload(ByteBuffer bytes, int index, int length);
}
