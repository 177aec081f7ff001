package dev.stanchion.server;

/** How closely the server follows NATS Streaming where following it helps nobody. */
public enum Compatibility {
    /** Every existing client works, and what clients can observe is better in documented places. */
    IMPROVED,
    /** What clients can observe is as with NATS Streaming, in every detail. */
    STRICT
}
