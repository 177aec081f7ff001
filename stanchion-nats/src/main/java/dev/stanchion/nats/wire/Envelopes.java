package dev.stanchion.nats.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Publishes whose payload contains the actual message in an envelope. The envelope does not count
 * towards {@code max_payload}. Their subject identifies them. The parser checks it only if a
 * publish would be too long otherwise. Immutable.
 */
public final class Envelopes {
    /** There are no such publishes. */
    public static final Envelopes NONE = new Envelopes("", 0);

    private final byte[] subjectPrefix;
    private final int bytes;

    /**
     * @param bytes how many bytes an envelope may add to the longest payload
     */
    public Envelopes(String subjectPrefix, int bytes) {
        this.subjectPrefix = subjectPrefix.getBytes(StandardCharsets.UTF_8);
        this.bytes = bytes;
    }

    /** Returns how many bytes a publish on the subject may exceed the limit. */
    int allowance(ByteBuffer in, int subjectIndex, int subjectLength) {
        if (subjectLength < subjectPrefix.length) {
            return 0;
        }
        for (int i = 0; i < subjectPrefix.length; i++) {
            if (in.get(subjectIndex + i) != subjectPrefix[i]) {
                return 0;
            }
        }
        return bytes;
    }
}
