package dev.stanchion.nats.routing;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Says whether a match made earlier can still be trusted.
 *
 * <p>Striped by the hash of the first token, so that inboxes coming and going leave {@code
 * orders.*} valid; patterns whose first token is a wildcard touch everything and count in one
 * global stamp. The order that makes it right: a writer changes the structure, <em>then</em> bumps;
 * a reader takes the stamps, <em>then</em> matches. A match that missed a change therefore carries
 * a stamp from before the bump and is found stale at its next use.
 */
final class Versions {
    private static final int STRIPES = 256;

    private final AtomicLongArray stripes = new AtomicLongArray(STRIPES);
    private final AtomicLong global = new AtomicLong();
    private final SubjectHash hash;

    Versions(SubjectHash hash) {
        this.hash = hash;
    }

    int stripeOf(byte[] subject, int length) {
        return hash.of(subject, 0, Subjects.tokenEnd(subject, 0, length)) & STRIPES - 1;
    }

    long stripe(int stripe) {
        return stripes.get(stripe);
    }

    long global() {
        return global.get();
    }

    void bump(byte[] pattern) {
        int end = Subjects.tokenEnd(pattern, 0, pattern.length);
        if (Subjects.isToken(pattern, 0, end, '*') || Subjects.isToken(pattern, 0, end, '>')) {
            global.incrementAndGet();
        } else {
            stripes.incrementAndGet(stripeOf(pattern, pattern.length));
        }
    }
}
