package dev.stanchion.nats.routing;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Shows whether an earlier match is still valid.
 *
 * <p>The hash of the first token selects a stripe, so that inboxes that begin and end leave {@code
 * orders.*} valid. A pattern whose first token is a wildcard concerns all stripes and counts in one
 * global stamp. Correctness depends on the order: a writer changes the structure, <em>then</em>
 * increments the stamp; a reader reads the stamps, <em>then</em> matches. So a match that missed a
 * change has a stamp from before the change, and is found outdated at its next use.
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
