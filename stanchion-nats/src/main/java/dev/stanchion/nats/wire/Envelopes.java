package dev.stanchion.nats.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Publishes in which the payload is only a part: what carries it does not count towards {@code
 * max_payload}. Which they are is known by their subject. Looked at only where a publish would be
 * too long without. Immutable.
 */
public final class Envelopes {
    /** No such publishes. */
    public static final Envelopes NONE = new Envelopes("", 0);

    private final byte[] subjectPrefix;
    private final int bytes;

    /**
     * @param bytes what an envelope may add to the longest payload
     */
    public Envelopes(String subjectPrefix, int bytes) {
        this.subjectPrefix = subjectPrefix.getBytes(StandardCharsets.UTF_8);
        this.bytes = bytes;
    }

    /** Returns by how much a publish on the subject may exceed the limit. */
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
