package dev.stanchion.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes in an array. Confined to its user. */
final class ArrayInput implements WireInput {
    private final byte[] bytes;

    /**
     * Reads an array.
     *
     * @param bytes not copied
     */
    ArrayInput(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int capacity() {
        return bytes.length;
    }

    @Override
    public byte at(int index) {
        return bytes[index];
    }

    @Override
    public boolean isUtf8(int index, int length) {
        int end = index + length;
        int at = index;
        while (at < end && bytes[at] >= 0) {
            at++;
        }
        return at == end || isDecodable(at, end - at);
    }

    private boolean isDecodable(int index, int length) {
        try {
            var unused =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes, index, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Override
    public String utf8(int index, int length) {
        return new String(bytes, index, length, StandardCharsets.UTF_8);
    }

    @Override
    public String latin1(int index, int length) {
        return new String(bytes, index, length, StandardCharsets.ISO_8859_1);
    }
}
