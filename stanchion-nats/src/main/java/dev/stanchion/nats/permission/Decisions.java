package dev.stanchion.nats.permission;

import dev.stanchion.nats.routing.SubjectHash;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What has been decided about subjects before. Confined to the connection's loop.
 *
 * <p>Each subject has one place by its hash, and the latest one keeps it. A connection that
 * publishes to a few subjects finds them there with one comparison; one that publishes to many has
 * each decided again, and never uses more memory.
 */
final class Decisions {
    static final int PLACES = 128;

    /** Longer subjects are decided each time, so that the memory has a bound. */
    static final int LONGEST = 512;

    /** Whoever prepares subjects that share a place has only its own decided again. */
    private static final SubjectHash HASH = new SubjectHash(0);

    private final byte[] @Nullable [] subjects = new byte[PLACES][];
    private final boolean[] allowed = new boolean[PLACES];

    /** Decides about a subject that is not known. */
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
