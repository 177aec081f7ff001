package dev.stanchion.nats.websocket;

/** The event that the peer has sent a close frame; nothing that it sends later counts. */
public enum PeerClosed {
    INSTANCE
}
