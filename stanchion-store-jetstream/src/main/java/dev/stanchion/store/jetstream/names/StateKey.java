package dev.stanchion.store.jetstream.names;

/** What a key of the bucket is about. */
public sealed interface StateKey {
    /** Which process is active. */
    record Lease() implements StateKey {}

    /** The record of the server. */
    record Server() implements StateKey {}

    /** The record of a client. */
    record Client(String clientId) implements StateKey {}

    /** The record of a channel. */
    record Channel(String channel) implements StateKey {}

    /** The record of a subscription. */
    record Subscription(String channel, long id) implements StateKey {}
}
