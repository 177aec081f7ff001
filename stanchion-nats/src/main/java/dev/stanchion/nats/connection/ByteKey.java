package dev.stanchion.nats.connection;

import java.util.Arrays;

/** A byte array as the key of a map: the subscription ID of a client. Nobody changes the bytes. */
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
