package dev.stanchion.load.shape;

/** Who of the subscribers gets a message. */
public enum Reception {
    /** Every subscriber gets every message. */
    EACH,
    /** The subscribers are one queue group: one of them gets it. */
    QUEUE
}
