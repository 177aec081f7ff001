package dev.stanchion.nats.auth;

import java.util.Locale;
import java.util.Optional;

/** By which way a client comes ({@code spec/nats-core.md} 7.1). */
public enum ConnectionType {
    STANDARD,
    WEBSOCKET,
    /** Not served here, but named by configurations that other servers share. */
    LEAFNODE,
    LEAFNODE_WS,
    MQTT,
    MQTT_WS;

    /** The type of that name, in any case. */
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
