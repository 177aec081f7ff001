package dev.stanchion.store.encryption;

import io.netty.buffer.ByteBuf;

/**
 * The layout of an encrypted payload in the data field of a stored message ({@code spec/stores.md}
 * 3.8). Numbers are big-endian.
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
 * <p>A message has no other mark of encryption, and messages from before the encryption was enabled
 * stay clear. A test of only the first byte would take one clear payload in 128 for encrypted. So
 * the test also checks the counter. The counter exceeds the sequence only by the number of messages
 * that were encrypted and not stored, so in an encrypted payload the upper half of the counter is
 * practically always zero. A text cannot have this form. A binary payload has it if its first byte
 * is a code and its bytes 5 to 8 are zero. Such a clear payload is unreadable. In the Go server,
 * every clear payload with such a first byte is unreadable.
 */
final class SealedPayload {
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;
    static final int PREFIX_OFFSET = 1;
    static final int CIPHERTEXT_OFFSET = PREFIX_OFFSET + NONCE_BYTES;

    /** The number of bytes that encryption adds to a payload. */
    static final int OVERHEAD_BYTES = CIPHERTEXT_OFFSET + TAG_BYTES;

    private static final int COUNTER_OFFSET = PREFIX_OFFSET + Integer.BYTES;
    private static final long MOST_AHEAD = 1L << Integer.SIZE;

    private SealedPayload() {}

    /**
     * Returns whether a payload is encrypted.
     *
     * @param sequence the sequence of the payload's message
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
