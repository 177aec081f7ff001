package dev.stanchion.nats.connection;

import java.util.Arrays;

/** Bytes as a key of a map: the ID that a client gave a subscription. Immutable by convention. */
final class ByteKey {
    private final byte[] bytes;

    ByteKey(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
