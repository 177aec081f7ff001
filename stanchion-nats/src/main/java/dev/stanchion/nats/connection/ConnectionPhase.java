package dev.stanchion.nats.connection;

/** The phase of a client's connection. It only moves forward. */
enum ConnectionPhase {
    OPEN,
    /**
     * The peer has left, so nothing can be sent to it. The connection still reads what it sent
     * before.
     */
    UNHEARD,
    /** The connection is no longer read and gets no messages. It still writes what is queued. */
    DRAINING,
    CLOSED
}
