package dev.stanchion.store.encryption;

import io.netty.buffer.ByteBuf;

/**
 * How an encrypted payload lies in the data field of a stored message ({@code spec/stores.md} 3.8).
 * Numbers are big-endian.
 *
 * <pre>
 *   0      1          5               13                      length - 16     length
 *   +------+----------+---------------+---------- ... ----------+----- ... -----+
 *   | code |  prefix  |    counter    |        ciphertext       |      tag      |
 *   +------+----------+---------------+---------- ... ----------+----- ... -----+
 *           \_______ nonce __________/
 *
 *   code     1: AES-256-GCM, 2: ChaCha20-Poly1305
 *   prefix   random, another one each time a channel is opened
 *   counter  of the messages encrypted since then, from the channel's last sequence + 1
 * </pre>
 *
 * <p>Nothing else says that a payload is encrypted, and messages from before encryption was
 * switched on stay clear. The first byte alone would take one clear payload in 128 for encrypted.
 * The counter tells more: it never runs ahead of the sequence but by messages that were encrypted
 * and not stored, so in a real one the upper half is practically always zero. A text can't look
 * like that; a binary payload can, if its bytes 5 to 8 are zero besides, and is unreadable then, as
 * is every such first byte in the Go server.
 */
final class SealedPayload {
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;
    static final int PREFIX_OFFSET = 1;
    static final int CIPHERTEXT_OFFSET = PREFIX_OFFSET + NONCE_BYTES;

    /** What encryption adds to a payload. */
    static final int OVERHEAD_BYTES = CIPHERTEXT_OFFSET + TAG_BYTES;

    private static final int COUNTER_OFFSET = PREFIX_OFFSET + Integer.BYTES;
    private static final long MOST_AHEAD = 1L << Integer.SIZE;

    private SealedPayload() {}

    /**
     * Tells whether a payload is encrypted.
     *
     * @param sequence of its message
     */
    static boolean isAt(ByteBuf buffer, int index, int length, long sequence) {
        return length > OVERHEAD_BYTES
                && hasCode(buffer.getByte(index))
                && isCounter(buffer.getLong(index + COUNTER_OFFSET), sequence);
    }

    private static boolean hasCode(byte first) {
        return first == EncryptionCipher.AES.code() || first == EncryptionCipher.CHACHA.code();
    }

    private static boolean isCounter(long counter, long sequence) {
        return counter > 0 && counter - MOST_AHEAD <= sequence;
    }

    /** Returns the part of the nonce that is the same for all messages of one run. */
    static int prefix(ByteBuf buffer, int index) {
        return buffer.getInt(index + PREFIX_OFFSET);
    }

    /** Returns the cipher of an encrypted payload. */
    static EncryptionCipher cipher(ByteBuf buffer, int index) {
        return buffer.getByte(index) == EncryptionCipher.AES.code()
                ? EncryptionCipher.AES
                : EncryptionCipher.CHACHA;
    }
}
