package dev.stanchion.engine.spi;

/**
 * The identity of the server, as stored: clients keep these subjects across a restart.
 *
 * @param clusterId a store belongs to one cluster ID for good
 * @param requestToken the token that ends the request subjects ({@code _STAN.pub.<token>})
 */
public record ServerRecord(String clusterId, String discoverPrefix, String requestToken) {}
