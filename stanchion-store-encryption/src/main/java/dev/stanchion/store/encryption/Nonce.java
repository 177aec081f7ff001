package dev.stanchion.store.encryption;

/**
 * A number that is different for every message of one key. Owned by the channel's shard.
 *
 * <p>Within a run the nonce counts up, so it cannot repeat. Different runs have different prefixes,
 * see {@link NoncePrefixes}. Usually their counters differ, too, because the counter begins after
 * the channel's last sequence.
 */
final class Nonce {
    private final byte[] bytes = new byte[SealedPayload.NONCE_BYTES];

    Nonce(int prefix, long firstCounter) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[i] = (byte) (prefix >>> (Integer.SIZE - Byte.SIZE * (i + 1)));
        }
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[Integer.BYTES + i] = (byte) (firstCounter >>> (Long.SIZE - Byte.SIZE * (i + 1)));
        }
    }

    /**
     * Returns the bytes of the current nonce. The caller must not change them. They are valid until
     * the next call.
     */
    byte[] bytes() {
        return bytes;
    }

    /** Increments the nonce as one number of 96 bits. */
    void advance() {
        int at = bytes.length - 1;
        while (++bytes[at] == 0 && at > 0) {
            at--;
        }
    }
}
