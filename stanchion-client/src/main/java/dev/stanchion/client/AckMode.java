package dev.stanchion.client;

/** Whether the connection or the program acknowledges messages. */
public enum AckMode {
    /**
     * The connection acknowledges a message after the handler has returned. If the handler throws,
     * the message comes again. The handler may call {@link Message#ack()} earlier.
     */
    AUTO,
    /**
     * The program acknowledges with {@link Message#ack()} when its work is done, from any thread.
     */
    MANUAL
}
