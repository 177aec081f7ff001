package dev.stanchion.load.shape;

/** How messages are distributed to subscribers. */
public enum Reception {
    /** Every subscriber gets every message. */
    EACH,
    /** The subscribers form one queue group, and one of them gets each message. */
    QUEUE
}
