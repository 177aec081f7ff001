package dev.stanchion.engine.subscription;

/**
 * What the order by keys holds back in a group. Keys are not in it: they are part of the payload.
 *
 * @param waiting how many messages wait because their key is busy
 * @param keys how many keys have an unacknowledged message
 * @param maxWaiting how many may wait before new messages do
 * @param behind the unacknowledged message with the most messages behind it; 0 if there is none
 * @param waitingBehind how many those are
 * @param held how many keys are held because a message with them was parked
 * @param firstHead the first message that holds a key; 0 if none is held
 */
public record KeysInUse(
        int waiting,
        int keys,
        int maxWaiting,
        long behind,
        int waitingBehind,
        int held,
        long firstHead) {
    /**
     * A key that has an unacknowledged message.
     *
     * @param sequence of that message
     * @param waiting how many messages wait behind it
     */
    public record Busy(long sequence, int waiting) {}

    /** The group, or subscription, is not ordered by keys. */
    static final KeysInUse NONE = new KeysInUse(0, 0, Integer.MAX_VALUE, 0, 0, 0, 0);

    /** Returns whether something is ordered by keys. */
    public boolean isOrdered() {
        return maxWaiting < Integer.MAX_VALUE;
    }

    /** Returns whether new messages wait until there are fewer. */
    public boolean isFull() {
        return waiting >= maxWaiting;
    }
}
