package dev.stanchion.nats.wire;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * Cuts operations out of a connection's bytes, in place and however they are split. Keeps no bytes
 * itself: where a region ends inside an operation, it says from where it wants to see it again.
 */
public sealed interface OpParser permits ClientOpParser, ServerOpParser {
    /** Returns whether operations are executed now; if not, {@link #parse} takes nothing. */
    boolean isTakingOps();

    /**
     * Executes every whole operation in {@code [index, end)}.
     *
     * @param bytes the content of {@code buffer} at the same indexes
     * @return the first byte that has to be presented again with what follows it; {@code end} if
     *     none
     * @throws ProtocolViolation if no further byte can make this valid; the connection must close
     */
    int parse(ByteBuf buffer, ByteBuffer bytes, int index, int end);

    /**
     * Returns how many of the bytes in {@code [index, end)} complete the operation of which {@code
     * carried} bytes have been kept; all of them if they do not complete it.
     */
    int missingBytes(int carried, ByteBuffer bytes, int index, int end);

    /** Returns the length that the unfinished operation will have, 0 while that is unknown. */
    int expectedLength();
}
