package dev.stanchion.bus.nats;

import dev.stanchion.nats.link.Decimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A subject that ends in a number. The shard rewrites the number for each message. Confined to its
 * shard.
 */
final class ReplySubject {
    private static final int MAX_DIGITS = 19;

    private final byte[] bytes;
    private final int prefixLength;

    ReplySubject(String prefix) {
        byte[] start = prefix.getBytes(StandardCharsets.US_ASCII);
        prefixLength = start.length;
        bytes = Arrays.copyOf(start, start.length + MAX_DIGITS);
    }

    /** Returns the bytes of the subject. {@link #endWith} returns their length. */
    byte[] bytes() {
        return bytes;
    }

    /** Writes the number, and returns the length of the subject. */
    int endWith(long number) {
        return Decimal.write(number, bytes, prefixLength);
    }
}
