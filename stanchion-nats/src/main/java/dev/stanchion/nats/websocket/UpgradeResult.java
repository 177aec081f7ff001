package dev.stanchion.nats.websocket;

/**
 * The result of the negotiation when a connection is upgraded.
 *
 * @param masked whether each frame of the client must be masked
 * @param compressed whether both sides may send compressed messages
 * @param browser whether frames must stay small, because a browser reads them
 * @param forwardedFor the address that a proxy says the client has; empty if none
 */
public record UpgradeResult(
        boolean masked, boolean compressed, boolean browser, String forwardedFor) {}
