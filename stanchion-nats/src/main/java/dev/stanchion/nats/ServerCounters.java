package dev.stanchion.nats;

/**
 * What a server has done since it started, at one moment. Message bytes include headers.
 *
 * @param connections open now
 * @param totalConnections accepted ever
 * @param inMsgs messages published by connections and in process
 * @param outMsgs copies delivered to connections and in process
 * @param slowConsumers connections that the server closed because they read too slowly
 * @param subscriptions of connections and in process
 */
public record ServerCounters(
        int connections,
        long totalConnections,
        long inMsgs,
        long outMsgs,
        long inBytes,
        long outBytes,
        long slowConsumers,
        int subscriptions) {}
