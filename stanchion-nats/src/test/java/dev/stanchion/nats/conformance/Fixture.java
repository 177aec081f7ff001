package dev.stanchion.nats.conformance;

/** The server configurations of {@code spec/nats-core.md} 13 that need no authentication. */
public enum Fixture {
    /** Defaults. */
    K0,
    /** max_payload 16, max_control_line 64. */
    K5,
    /** max_connections 2. */
    K6,
    /** ping_interval 1 s, ping_max 2. */
    K7,
    /** max_subscriptions 2. */
    K9
}
