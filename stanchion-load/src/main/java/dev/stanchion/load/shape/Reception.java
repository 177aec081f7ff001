package dev.stanchion.load.shape;

/** How messages are distributed to subscribers. */
public enum Reception {
    /** Every subscriber gets every message. */
    EACH,
    /** The subscribers form one queue group, and one of them gets each message. */
    QUEUE,
    /**
     * They form a queue group that works on one message of each key at a time. A policy of the
     * server is needed.
     */
    KEYED;

    /** Returns whether one of the subscribers gets each message. */
    public boolean isGroup() {
        return this != EACH;
    }
}
