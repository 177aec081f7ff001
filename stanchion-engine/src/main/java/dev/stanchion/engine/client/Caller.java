package dev.stanchion.engine.client;

/**
 * Who a request says that it comes from. Immutable.
 *
 * @param token of the subject on which it came; empty for a subject that clients share
 * @param clientId that is named inside
 */
public record Caller(String token, String clientId) {}
