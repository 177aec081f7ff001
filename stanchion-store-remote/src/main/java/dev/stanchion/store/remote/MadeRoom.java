package dev.stanchion.store.remote;

/**
 * The messages that a {@link Ledger} has dropped for messages that are not durable yet, oldest
 * first. A busy channel drops one message for each that it takes, so they are kept as numbers in a
 * ring. Owned by the channel's shard.
 */
final class MadeRoom {
    private static final int FIELDS = 4;
    private static final int SEQUENCE = 0;
    private static final int TIMESTAMP = 1;
    private static final int SIZE = 2;
    private static final int FOR_SEQUENCE = 3;
    private static final int FIRST_CAPACITY = 16;

    /** The fields of each message; the number of messages that fit is a power of two. */
    private long[] ring = new long[FIRST_CAPACITY * FIELDS];

    private long head;
    private long end;

    boolean isEmpty() {
        return head == end;
    }

    void clear() {
        head = 0;
        end = 0;
    }

    /**
     * Adds a message.
     *
     * @param forSequence the message that it was dropped for
     */
    void add(long sequence, long timestamp, int size, long forSequence) {
        if ((end - head) * FIELDS == ring.length) {
            grow();
        }
        int at = at(end++);
        ring[at + SEQUENCE] = sequence;
        ring[at + TIMESTAMP] = timestamp;
        ring[at + SIZE] = size;
        ring[at + FOR_SEQUENCE] = forSequence;
    }

    private void grow() {
        long[] larger = new long[2 * ring.length];
        int first = at(head);
        System.arraycopy(ring, first, larger, 0, ring.length - first);
        System.arraycopy(ring, 0, larger, ring.length - first, first);
        end -= head;
        head = 0;
        ring = larger;
    }

    private int at(long number) {
        return (int) (number * FIELDS) & (ring.length - 1);
    }

    /** Returns the sequence of the oldest message. */
    long firstSequence() {
        return ring[at(head) + SEQUENCE];
    }

    /** Returns the message that the oldest one was dropped for. */
    long firstForSequence() {
        return ring[at(head) + FOR_SEQUENCE];
    }

    void removeFirst() {
        head++;
    }

    /** Removes the newest message, and returns it. */
    Block.Detail removeLast() {
        int at = at(--end);
        return new Block.Detail(ring[at + SEQUENCE], ring[at + TIMESTAMP], (int) ring[at + SIZE]);
    }
}
