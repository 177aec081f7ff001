package dev.stanchion.client;

/** Who acknowledges a message. */
public enum AckMode {
    /**
     * The connection, after the handler has returned; not if it threw, so that the message comes
     * again. {@link Message#ack()} may still be called earlier.
     */
    AUTO,
    /** The program, with {@link Message#ack()}, whenever its work is done, from any thread. */
    MANUAL
}
