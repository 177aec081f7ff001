package dev.stanchion.server.commandline;

import dev.stanchion.nats.tls.Tls;
import dev.stanchion.nats.websocket.WebSocketOptions;
import dev.stanchion.server.ClientAccess;
import dev.stanchion.server.ConfigurationException;
import dev.stanchion.server.config.keys.FileOptions;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.ParsedFlags;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads how clients reach a server, from flags and keys. Pure. */
final class ClientAccessFlags {
    private static final Duration SHORTEST_LAME_DUCK = Duration.ofSeconds(30);

    private ClientAccessFlags() {}

    /**
     * @throws ConfigurationException if no server could run with a value
     */
    static ClientAccess read(ParsedFlags flags, FileOptions file) {
        Duration lameDuck = duration(flags, Flag.LAME_DUCK_DURATION);
        if (lameDuck.compareTo(SHORTEST_LAME_DUCK) < 0) {
            throw new ConfigurationException(
                    "lame_duck_duration",
                    "invalid lame_duck_duration of %s, minimum is 30 seconds"
                            .formatted(flags.text(Flag.LAME_DUCK_DURATION)));
        }
        return new ClientAccess(
                flags.text(Flag.CLIENT_ADVERTISE),
                file.hasWebSocket()
                        ? Optional.of(webSockets(flags, file.webSocketTls()))
                        : Optional.empty(),
                lameDuck,
                duration(flags, Flag.LAME_DUCK_GRACE_PERIOD));
    }

    /**
     * Reads the options for WebSocket clients. It refuses clear text unless {@code no_tls} asks for
     * it.
     */
    private static WebSocketOptions webSockets(ParsedFlags flags, Tls tls) {
        if (!flags.bool(Flag.WEBSOCKET_NO_TLS) && tls instanceof Tls.Off) {
            throw bad(
                    "websocket: TLS is not configured; add tls {}, or no_tls: true to do without");
        }
        long port = flags.integer(Flag.WEBSOCKET_PORT);
        if (port == 0) {
            throw bad("websocket: no port; say port: 8080, or -1 for any free one");
        }
        String host = flags.text(Flag.WEBSOCKET_HOST);
        String origins = flags.text(Flag.WEBSOCKET_ALLOWED_ORIGINS);
        try {
            return new WebSocketOptions(
                    host.isEmpty() ? flags.text(Flag.ADDR) : host,
                    Math.clamp(port, Integer.MIN_VALUE, Integer.MAX_VALUE),
                    flags.bool(Flag.WEBSOCKET_SAME_ORIGIN),
                    origins.isEmpty() ? List.of() : List.of(origins.split(",", -1)),
                    flags.bool(Flag.WEBSOCKET_COMPRESSION),
                    duration(flags, Flag.WEBSOCKET_HANDSHAKE_TIMEOUT),
                    flags.bool(Flag.WEBSOCKET_NO_TLS) ? Tls.OFF : tls);
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private static ConfigurationException bad(String why) {
        return new ConfigurationException("websocket", why);
    }

    private static Duration duration(ParsedFlags flags, Flag flag) {
        return Duration.ofNanos(flags.durationNanos(flag));
    }
}
