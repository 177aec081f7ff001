package dev.stanchion.protocol;

/**
 * How encoded bytes are appended to a target. The server writes to Netty's buffers, and the client,
 * which does without Netty, to {@link GrowingBytes}. Stateless, so that encoding allocates nothing.
 *
 * @param <T> the type of the target
 */
public interface WireOutput<T> {
    void writeByte(T target, int value);

    /** Appends eight bytes, the lowest first. */
    void writeLongLE(T target, long value);

    /** Appends a text whose encoded length is known. */
    void writeUtf8(T target, String text, int encodedLength);

    /** Appends one byte for each char. */
    void writeLatin1(T target, String text);

    void writeBytes(T target, byte[] bytes);
}
