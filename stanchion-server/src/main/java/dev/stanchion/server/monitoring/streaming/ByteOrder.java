package dev.stanchion.server.monitoring.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;

/** The order of names in Go: byte by byte, in UTF-8. */
final class ByteOrder {
    /** Compares by chars, which is the same order unless there are surrogates. */
    static final Comparator<String> OF = ByteOrder::compare;

    private ByteOrder() {}

    private static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) || Character.isSurrogate(b)
                        ? Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8))
                        : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
