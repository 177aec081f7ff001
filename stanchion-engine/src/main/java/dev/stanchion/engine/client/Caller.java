package dev.stanchion.engine.client;

/**
 * The sender of a request, according to the request. Immutable.
 *
 * @param token the token in the subject on which it came; empty for a subject that clients share
 * @param clientId the client ID in the request
 * @param mayRepeat whether the request may have been granted before ({@link
 *     dev.stanchion.engine.spi.Origin#mayRepeat})
 */
public record Caller(String token, String clientId, boolean mayRepeat) {}
