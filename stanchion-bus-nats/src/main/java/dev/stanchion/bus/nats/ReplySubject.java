package dev.stanchion.bus.nats;

import dev.stanchion.nats.link.Decimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A subject that ends in a number, made anew for each number. Confined to its shard. */
final class ReplySubject {
    private static final int MAX_DIGITS = 19;

    private final byte[] bytes;
    private final int prefixLength;

    ReplySubject(String prefix) {
        byte[] start = prefix.getBytes(StandardCharsets.US_ASCII);
        prefixLength = start.length;
        bytes = Arrays.copyOf(start, start.length + MAX_DIGITS);
    }

    /** Returns the bytes of the subject, whose length {@link #endWith} says. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns how long the subject is with that number. */
    int endWith(long number) {
        return Decimal.write(number, bytes, prefixLength);
    }
}
