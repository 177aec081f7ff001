package dev.stanchion.engine.client;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.protocol.RequestSubjects;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The tokens that make the request subjects of each connection its own. Immutable; safe for use by
 * many threads.
 *
 * <pre>
 *   _STAN.pub.7f3QXy3bPq0ZlB9dWm1nKc82Ta.tickets:created
 *             |  |                     |
 *             mark  131 random bits
 * </pre>
 *
 * <p>The mark is the same for all tokens of a cluster ID. By the mark a server recognises the
 * requests on a bus that are for it, whether it remembers the connection or not. If it has
 * forgotten the connection, it answers the request with an error.
 */
public final class RequestTokens {
    /** The index of the token in the subject of a published message. */
    static final int IN_PUBLISH = RequestSubjects.PUBLISH.length();

    static final int LENGTH = 26;

    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int MARK_LENGTH = 4;

    private final String mark;
    private final int markBytes;

    /**
     * Prepares tokens.
     *
     * @param sharedToken the one that stands in the subjects that clients share
     */
    public RequestTokens(String clusterId, String sharedToken) {
        this.mark = markOf(clusterId, sharedToken);
        this.markBytes = ByteBuffer.wrap(mark.getBytes(StandardCharsets.US_ASCII)).getInt();
    }

    /** The shared token never begins with the mark: no subject can be taken for the other kind. */
    private static String markOf(String clusterId, String sharedToken) {
        int hash = clusterId.hashCode();
        String mark = digitsOf(hash);
        while (sharedToken.startsWith(mark)) {
            mark = digitsOf(++hash);
        }
        return mark;
    }

    private static String digitsOf(int hash) {
        StringBuilder digits = new StringBuilder(MARK_LENGTH);
        long rest = Integer.toUnsignedLong(hash * 0x9E3779B9);
        for (int i = 0; i < MARK_LENGTH; i++) {
            digits.append(DIGITS.charAt((int) (rest % DIGITS.length())));
            rest /= DIGITS.length();
        }
        return digits.toString();
    }

    /** Returns a new token. */
    String next(Entropy entropy) {
        return mark + entropy.token(LENGTH - MARK_LENGTH);
    }

    /**
     * Returns whether the subject contains a token of this cluster, of any connection. No
     * allocation.
     *
     * @param offset the index of the token in the subject
     */
    public boolean isAt(int offset, BusMessage message) {
        int behind = message.subjectLength() - offset - LENGTH;
        int index = message.subjectIndex() + offset;
        return behind >= 0
                && message.buffer().getInt(index) == markBytes
                && (behind == 0 || message.buffer().getByte(index + LENGTH) == '.');
    }

    /** Returns the token in the subject; empty if it is none, as on the shared subjects. */
    public String read(int offset, BusMessage message) {
        return isAt(offset, message)
                ? message.buffer()
                        .toString(
                                message.subjectIndex() + offset, LENGTH, StandardCharsets.US_ASCII)
                : "";
    }
}
