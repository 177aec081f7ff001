package dev.stanchion.nats.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Names that clients may not use ({@code spec/nats-core.md} 3.2). */
public final class ReservedNames {
    private static final byte[] GATEWAY = ascii("_GR_.");
    private static final byte[] SERVICE_REPLY = ascii("_R_.");
    private static final byte[] JETSTREAM_ACK = ascii("$JS.ACK.");
    private static final byte[] SYSTEM_QUEUE = ascii("_sys_");

    private ReservedNames() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns whether no client may publish to the subject. */
    public static boolean isSubject(PubOp pub) {
        return startsWith(pub.bytes(), pub.subjectIndex(), pub.subjectLength(), GATEWAY);
    }

    /**
     * Returns whether no client may use this reply subject. Two of the prefixes alone are not
     * reserved.
     */
    public static boolean isReply(PubOp pub) {
        int length = pub.replyLength();
        if (length == 0) {
            return false;
        }
        ByteBuffer bytes = pub.bytes();
        int index = pub.replyIndex();
        return startsWith(bytes, index, length, SERVICE_REPLY)
                || startsWith(bytes, index, length - 1, JETSTREAM_ACK)
                || startsWith(bytes, index, length - 1, GATEWAY);
    }

    /** Returns whether no client may join the queue group. */
    public static boolean isQueue(byte[] queue) {
        return Arrays.equals(queue, SYSTEM_QUEUE);
    }

    private static boolean startsWith(ByteBuffer bytes, int index, int length, byte[] prefix) {
        if (length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes.get(index + i) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
