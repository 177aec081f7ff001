package dev.stanchion.store.encryption;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives each opening of a channel another prefix for its nonces. Safe for use by many threads.
 *
 * <p>The first is random, the others count on from it: a process never uses one twice, however
 * often a channel is deleted and created again, which begins at sequence 1 with the same key each
 * time. So only two processes can have one in common, and then it is by chance, one in 2^32 for
 * each pair ({@code docs/guide/encryption.md}).
 */
final class NoncePrefixes {
    private final AtomicInteger next;

    NoncePrefixes(int first) {
        next = new AtomicInteger(first);
    }

    /**
     * Returns a prefix that no channel of this process has had.
     *
     * @param seen some that the channel's messages have, which are not given again
     */
    int other(Set<Integer> seen) {
        int prefix = next.getAndIncrement();
        while (seen.contains(prefix)) {
            prefix = next.getAndIncrement();
        }
        return prefix;
    }
}
