package dev.stanchion.nats.auth;

import java.util.Locale;
import java.util.Optional;

/** How a client connects ({@code spec/nats-core.md} 7.1). */
public enum ConnectionType {
    STANDARD,
    WEBSOCKET,
    /** Not supported, but a configuration that other servers share may name it. */
    LEAFNODE,
    LEAFNODE_WS,
    MQTT,
    MQTT_WS;

    /** Returns the type with this name, which is not case-sensitive. */
    public static Optional<ConnectionType> of(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        for (ConnectionType type : values()) {
            if (type.name().equals(wanted)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
