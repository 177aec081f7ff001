package dev.stanchion.nats.permission;

import dev.stanchion.nats.routing.SubjectHash;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Remembers earlier decisions about subjects. Confined to the connection's loop.
 *
 * <p>Each subject has one slot by its hash, and the latest subject keeps the slot. A connection
 * that publishes to a few subjects finds them there with one comparison. For a connection that
 * publishes to many, each subject is decided again, and the memory does not grow.
 */
final class Decisions {
    static final int PLACES = 128;

    /** The longest subject that is remembered, so that the memory has a bound. */
    static final int LONGEST = 512;

    /**
     * The hash needs no secret seed: a client that prepares colliding subjects slows down only
     * itself.
     */
    private static final SubjectHash HASH = new SubjectHash(0);

    private final byte[] @Nullable [] subjects = new byte[PLACES][];
    private final boolean[] allowed = new boolean[PLACES];

    /** Decides about a subject that is not remembered. */
    @FunctionalInterface
    interface Rule {
        boolean allows(byte[] subject);
    }

    boolean decide(ByteBuffer bytes, int index, int length, Rule rule) {
        int place = HASH.of(bytes, index, length) & (PLACES - 1);
        byte[] known = subjects[place];
        if (known != null && SubjectHash.isEqual(known, bytes, index, length)) {
            return allowed[place];
        }
        byte[] subject = new byte[length];
        bytes.get(index, subject);
        boolean decision = rule.allows(subject);
        if (length <= LONGEST) {
            subjects[place] = subject;
            allowed[place] = decision;
        }
        return decision;
    }
}
