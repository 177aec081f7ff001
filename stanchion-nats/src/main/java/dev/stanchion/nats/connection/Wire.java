package dev.stanchion.nats.connection;

import dev.stanchion.nats.auth.ConnectionType;

/**
 * The transport of a connection, as far as the connection has to know it.
 *
 * @param type its name in monitoring
 * @param saysGoodbye whether the transport has a message for the end of the connection, before the
 *     FIN
 * @param forwardedFor the address that a proxy says the client has; empty if none
 */
public record Wire(String type, boolean saysGoodbye, String forwardedFor) {
    private static final Wire NATS = new Wire("nats", false, "");

    /** Returns the transport of plain TCP. */
    public static Wire nats() {
        return NATS;
    }

    /** Returns the connection type, which decides about the users that may connect. */
    ConnectionType connectionType() {
        return saysGoodbye ? ConnectionType.WEBSOCKET : ConnectionType.STANDARD;
    }

    /** Returns whether the connection itself starts TLS after its greeting. */
    boolean isUpgradedToTls() {
        return !saysGoodbye;
    }

    public static Wire webSocket(String forwardedFor) {
        return new Wire("websocket", true, forwardedFor);
    }
}
