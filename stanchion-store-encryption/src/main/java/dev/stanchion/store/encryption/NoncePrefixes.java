package dev.stanchion.store.encryption;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Assigns a different nonce prefix each time a channel is opened. Safe for use by many threads.
 *
 * <p>The first prefix is random, and the others count up from it. So a process never uses a prefix
 * twice. This matters when a channel is deleted and created again, because the new channel begins
 * at sequence 1 with the same key. Only two different processes can use the same prefix, with a
 * chance of one in 2^32 for each pair ({@code docs/guide/encryption.md}).
 */
final class NoncePrefixes {
    private final AtomicInteger next;

    NoncePrefixes(int first) {
        next = new AtomicInteger(first);
    }

    /**
     * Returns a prefix that no channel of this process has had.
     *
     * @param seen prefixes of the channel's messages, which this method never returns
     */
    int other(Set<Integer> seen) {
        int prefix = next.getAndIncrement();
        while (seen.contains(prefix)) {
            prefix = next.getAndIncrement();
        }
        return prefix;
    }
}
