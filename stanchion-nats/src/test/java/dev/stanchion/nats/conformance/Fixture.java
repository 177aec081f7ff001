package dev.stanchion.nats.conformance;

/** The server configurations of {@code spec/nats-core.md} 13. */
public enum Fixture {
    /** Defaults. */
    K0,
    /** A single user, u with password p. */
    K1,
    /** The token tok. */
    K2,
    /** A single user, derek, with a bcrypt password. */
    K3,
    /** Users adm, req, den, svc, q with password p and permissions. */
    K4,
    /** max_payload 16, max_control_line 64. */
    K5,
    /** max_connections 2. */
    K6,
    /** ping_interval 1 s, ping_max 2. */
    K7,
    /** Users anon, for those who say nothing, and derek. */
    K8,
    /** max_subscriptions 2. */
    K9
}
