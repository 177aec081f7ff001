package dev.stanchion.store.encryption;

/**
 * The number that no two messages of one key have in common. Owned by the channel's shard.
 *
 * <p>Within a run it counts, so it cannot repeat. Runs differ by the prefix, see {@link
 * NoncePrefixes}, and as a rule by the counter, too: it begins behind the channel's last sequence.
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

    /** Returns the bytes of the present one; not to be changed, and valid until the next call. */
    byte[] bytes() {
        return bytes;
    }

    /** Goes on to the next, as one number of 96 bits. */
    void advance() {
        int at = bytes.length - 1;
        while (++bytes[at] == 0 && at > 0) {
            at--;
        }
    }
}
