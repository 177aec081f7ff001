package dev.stanchion.load.shape;

/** The protocol of the measurement. */
public enum Protocol {
    /**
     * NATS Streaming: the server stores messages and acknowledges them to the publisher, and the
     * subscriber acknowledges them to the server.
     */
    STREAMING,
    /** JetStream: the same, with streams as channels and consumers as subscriptions. */
    JETSTREAM,
    /** Core NATS: the server forwards messages to current subscribers. */
    CORE
}
