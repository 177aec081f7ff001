package dev.stanchion.nats.websocket;

/** The event that the peer has sent a close frame. Nothing is read after it. */
public enum PeerClosed {
    INSTANCE
}
