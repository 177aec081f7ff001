package dev.stanchion.server;

/** How closely the server follows NATS Streaming. */
public enum Compatibility {
    /** Every existing client works. The server behaves better in documented places. */
    IMPROVED,
    /** The server behaves as NATS Streaming in every detail that clients can observe. */
    STRICT
}
