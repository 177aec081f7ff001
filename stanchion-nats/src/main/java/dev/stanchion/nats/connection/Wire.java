package dev.stanchion.nats.connection;

import dev.stanchion.nats.auth.ConnectionType;

/**
 * What a connection's bytes travel in, as far as the connection has to know.
 *
 * @param type as monitoring calls it
 * @param saysGoodbye whether the end of the connection is said within it, before the FIN
 * @param forwardedFor the address that a proxy says the client has; empty if none
 */
public record Wire(String type, boolean saysGoodbye, String forwardedFor) {
    private static final Wire NATS = new Wire("nats", false, "");

    /** Plain bytes of a socket. */
    public static Wire nats() {
        return NATS;
    }

    /** Which users may connect so. */
    ConnectionType connectionType() {
        return saysGoodbye ? ConnectionType.WEBSOCKET : ConnectionType.STANDARD;
    }

    /** Whether the bytes may have to be encrypted here, and not before they are unwrapped. */
    boolean isUpgradedToTls() {
        return !saysGoodbye;
    }

    public static Wire webSocket(String forwardedFor) {
        return new Wire("websocket", true, forwardedFor);
    }
}
