package dev.stanchion.nats.permission;

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

    private final byte @Nullable [][] subjects = new byte[PLACES][];
    private final boolean[] allowed = new boolean[PLACES];

    /** Decides about a subject that is not known. */
    @FunctionalInterface
    interface Rule {
        boolean allows(byte[] subject);
    }

    boolean decide(ByteBuffer bytes, int index, int length, Rule rule) {
        int place = placeOf(bytes, index, length);
        byte[] known = subjects[place];
        if (known != null && isEqual(known, bytes, index, length)) {
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

    private static int placeOf(ByteBuffer bytes, int index, int length) {
        int hash = length;
        for (int i = index; i < index + length; i++) {
            hash = 31 * hash + bytes.get(i);
        }
        return (hash ^ hash >>> 7 ^ hash >>> 15) & (PLACES - 1);
    }

    private static boolean isEqual(byte[] known, ByteBuffer bytes, int index, int length) {
        if (known.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known[i] != bytes.get(index + i)) {
                return false;
            }
        }
        return true;
    }
}
