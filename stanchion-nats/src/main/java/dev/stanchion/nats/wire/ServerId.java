package dev.stanchion.nats.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;

/**
 * Makes server IDs in the form of the reference's: a public key of the kind "server".
 *
 * <p>Base32 without padding of: prefix byte 0x68 (so that the text begins with N), 32 random bytes,
 * and their CRC-16/XMODEM in little-endian order; 56 characters ({@code spec/nats-core.md} 7.4).
 */
public final class ServerId {
    private static final byte SERVER_PREFIX = 13 << 3;
    private static final int KEY_BYTES = 32;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int CRC_POLYNOMIAL = 0x1021;

    private ServerId() {}

    /** Returns a new ID, which is as unique as its random bytes. */
    public static String next(RandomGenerator random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        ByteBuffer raw = ByteBuffer.allocate(1 + KEY_BYTES + Short.BYTES);
        raw.order(ByteOrder.LITTLE_ENDIAN).put(SERVER_PREFIX).put(key);
        raw.putShort((short) crc16(raw.array(), raw.position()));
        return base32(raw.array());
    }

    private static int crc16(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= (bytes[i] & 0xff) << 8;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ CRC_POLYNOMIAL;
            }
        }
        return crc & 0xffff;
    }

    private static String base32(byte[] bytes) {
        var text = new StringBuilder(bytes.length * Byte.SIZE / 5);
        int pending = 0;
        int pendingBits = 0;
        for (byte b : bytes) {
            pending = (pending << Byte.SIZE) | (b & 0xff);
            pendingBits += Byte.SIZE;
            while (pendingBits >= 5) {
                pendingBits -= 5;
                text.append(ALPHABET.charAt((pending >>> pendingBits) & 31));
            }
        }
        return text.toString();
    }
}
