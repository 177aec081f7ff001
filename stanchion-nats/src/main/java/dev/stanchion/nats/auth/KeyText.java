package dev.stanchion.nats.auth;

import java.util.Arrays;
import java.util.Optional;

/**
 * The base32 text of a key: bytes followed by their CRC-16, low byte first ({@code
 * spec/nats-core.md} 7.4).
 */
final class KeyText {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS_PER_CHARACTER = 5;
    private static final int CHECKSUM_LENGTH = 2;

    private KeyText() {}

    /** Returns the bytes before the checksum; empty if the text is malformed. */
    static Optional<byte[]> decode(String text) {
        return base32(text).filter(KeyText::isIntact).map(KeyText::withoutChecksum);
    }

    static String encode(byte[] bytes) {
        byte[] raw = Arrays.copyOf(bytes, bytes.length + CHECKSUM_LENGTH);
        int checksum = crc16(bytes, bytes.length);
        raw[bytes.length] = (byte) checksum;
        raw[bytes.length + 1] = (byte) (checksum >> Byte.SIZE);
        var text = new StringBuilder();
        int pending = 0;
        int pendingBits = 0;
        for (byte each : raw) {
            pending = pending << Byte.SIZE | (each & 0xff);
            pendingBits += Byte.SIZE;
            while (pendingBits >= BITS_PER_CHARACTER) {
                pendingBits -= BITS_PER_CHARACTER;
                text.append(ALPHABET.charAt((pending >>> pendingBits) & 31));
            }
        }
        if (pendingBits > 0) {
            text.append(ALPHABET.charAt((pending << (BITS_PER_CHARACTER - pendingBits)) & 31));
        }
        return text.toString();
    }

    private static Optional<byte[]> base32(String text) {
        byte[] decoded = new byte[text.length() * BITS_PER_CHARACTER / Byte.SIZE];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            buffer = buffer << BITS_PER_CHARACTER | digit;
            bits += BITS_PER_CHARACTER;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                decoded[at++] = (byte) (buffer >> bits);
            }
        }
        return Optional.of(decoded);
    }

    private static boolean isIntact(byte[] raw) {
        if (raw.length <= CHECKSUM_LENGTH) {
            return false;
        }
        int checksum = (raw[raw.length - 2] & 0xff) | (raw[raw.length - 1] & 0xff) << Byte.SIZE;
        return checksum == crc16(raw, raw.length - CHECKSUM_LENGTH);
    }

    private static byte[] withoutChecksum(byte[] raw) {
        return Arrays.copyOf(raw, raw.length - CHECKSUM_LENGTH);
    }

    /** XMODEM: polynomial 0x1021, from 0. */
    private static int crc16(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= (bytes[i] & 0xff) << Byte.SIZE;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
            crc &= 0xffff;
        }
        return crc;
    }
}
