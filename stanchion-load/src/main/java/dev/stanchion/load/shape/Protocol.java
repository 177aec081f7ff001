package dev.stanchion.load.shape;

/** What is spoken with the server. */
public enum Protocol {
    /** NATS Streaming: stored, acknowledged to the publisher, acknowledged by the subscriber. */
    STREAMING,
    /** Core NATS: sent on to whoever listens. */
    CORE
}
