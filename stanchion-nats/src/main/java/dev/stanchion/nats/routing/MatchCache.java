package dev.stanchion.nats.routing;

import dev.stanchion.nats.snapshot.RoutingSnapshot;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The cache of one event loop for the matches of subjects. Confined to that loop.
 *
 * <p>Keys are compared in the read buffer, so a hit allocates nothing. Each set of four slots keeps
 * its last four subjects, so a rare subject does not evict a frequent one.
 *
 * <p>Nearly every inbox is used once, and would evict a subject that is used a million times. So
 * the cache keeps an inbox only when it comes again before four other inboxes of its set, as an
 * acknowledgement inbox does.
 */
public final class MatchCache<S extends Subscription> {
    /**
     * Room for a thousand channels, each with a subject to publish on and one for its
     * acknowledgements.
     */
    private static final int SLOTS = 8192;

    private static final int WAYS = 4;
    private static final int INBOX_LENGTH = "_INBOX.".length();
    private static final long INBOX_START =
            ByteBuffer.wrap(new byte[] {'_', 'I', 'N', 'B', 'O', 'X', '.', 0}).getLong();
    private static final long WITHOUT_LAST_BYTE = ~0xffL;

    private static final class Entry<S extends Subscription> {
        private final byte[] subject;
        private final PreparedMatch<S> match;

        Entry(byte[] subject, PreparedMatch<S> match) {
            this.subject = subject;
            this.match = match;
        }
    }

    private final SubjectRouter<S> router;

    @SuppressWarnings({"unchecked", "rawtypes"}) // generic array
    private final @Nullable Entry<S>[] slots = new Entry[SLOTS];

    /** The hashes of the slots, so that a search within a set stays in the processor's cache. */
    private final int[] hashes = new int[SLOTS];

    /** The hashes of the last inboxes. */
    private final int[] seenInboxes = new int[SLOTS];

    private byte[] scratch = new byte[256];
    private long misses;

    public MatchCache(SubjectRouter<S> router) {
        this.router = router;
    }

    /** Returns what matches the subject in {@code bytes}, which must be big-endian. */
    public Matches<S> match(ByteBuffer bytes, int index, int length) {
        int hash = router.hash().of(bytes, index, length);
        int set = hash & SLOTS - WAYS;
        for (int slot = set; slot < set + WAYS; slot++) {
            Entry<S> entry = slots[slot];
            if (hashes[slot] == hash
                    && entry != null
                    && SubjectHash.isEqual(entry.subject, bytes, index, length)) {
                return entry.match.current();
            }
        }
        return miss(hash, bytes, index, length);
    }

    /**
     * Returns statistics of the cache.
     *
     * @param lookups the number of lookups
     */
    public RoutingSnapshot snapshot(long lookups) {
        int cached = 0;
        int maxFanout = 0;
        long totalFanout = 0;
        for (Entry<S> entry : slots) {
            if (entry != null) {
                int fanout = entry.match.last().fanout();
                cached++;
                maxFanout = Math.max(maxFanout, fanout);
                totalFanout += fanout;
            }
        }
        return new RoutingSnapshot(
                router.size(),
                router.inserts(),
                router.removes(),
                cached,
                lookups,
                misses,
                maxFanout,
                totalFanout);
    }

    private Matches<S> miss(int hash, ByteBuffer bytes, int index, int length) {
        misses++;
        int set = hash & SLOTS - WAYS;
        if (isInbox(bytes, index, length) && !hasSeen(hash, set)) {
            return matchOnce(bytes, index, length);
        }
        byte[] subject = new byte[length];
        bytes.get(index, subject);
        var entry = new Entry<>(subject, new PreparedMatch<>(router, subject));
        System.arraycopy(slots, set, slots, set + 1, WAYS - 1);
        slots[set] = entry;
        pushFirst(hash, hashes, set);
        return entry.match.current();
    }

    /** Returns whether the inbox has come recently, and remembers it. */
    private boolean hasSeen(int hash, int set) {
        for (int i = set; i < set + WAYS; i++) {
            if (seenInboxes[i] == hash) {
                return true;
            }
        }
        pushFirst(hash, seenInboxes, set);
        return false;
    }

    private static void pushFirst(int hash, int[] of, int set) {
        System.arraycopy(of, set, of, set + 1, WAYS - 1);
        of[set] = hash;
    }

    private Matches<S> matchOnce(ByteBuffer bytes, int index, int length) {
        if (scratch.length < length) {
            scratch = new byte[2 * length];
        }
        bytes.get(index, scratch, 0, length);
        return router.match(scratch, length);
    }

    private static boolean isInbox(ByteBuffer bytes, int index, int length) {
        return length > INBOX_LENGTH && (bytes.getLong(index) & WITHOUT_LAST_BYTE) == INBOX_START;
    }
}
