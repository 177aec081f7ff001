package dev.stanchion.load.server;

/**
 * The monitoring port of a server. Immutable.
 *
 * @param token opens the server's API
 */
public record Monitored(int port, String token) {}
