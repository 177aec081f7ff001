package dev.stanchion.server;

import dev.stanchion.nats.websocket.WebSocketOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * How clients reach the server besides its port, and how they are sent away. Immutable.
 *
 * @param advertise the address that clients are told instead of the one listened on, {@code
 *     host:port} or {@code host}; empty if it is the same
 * @param webSockets where WebSocket clients are taken in
 * @param lameDuckDuration how long sending all clients away takes
 * @param lameDuckGrace how much of that passes before the first one has to go
 */
public record ClientAccess(
        String advertise,
        Optional<WebSocketOptions> webSockets,
        Duration lameDuckDuration,
        Duration lameDuckGrace) {
    /** Over the client port alone, and with two minutes to go. */
    public static final ClientAccess DEFAULT =
            new ClientAccess("", Optional.empty(), Duration.ofMinutes(2), Duration.ofSeconds(10));

    private static final int MAX_PORT = 65_535;

    /**
     * Checks what no server could run with.
     *
     * @throws ConfigurationException if there is such a value
     */
    public ClientAccess {
        if (lameDuckGrace.isNegative() || lameDuckGrace.compareTo(lameDuckDuration) >= 0) {
            throw new ConfigurationException(
                    "lame_duck_grace_period",
                    "invalid lame_duck_grace_period of %s, it has to be less than lame_duck_duration, %s"
                            .formatted(
                                    GoText.duration(lameDuckGrace),
                                    GoText.duration(lameDuckDuration)));
        }
        if (!advertise.isEmpty() && (host(advertise).isEmpty() || port(advertise) > MAX_PORT)) {
            throw new ConfigurationException(
                    "client_advertise",
                    "client_advertise: \"%s\" (expected: host:port, or a host)"
                            .formatted(advertise));
        }
    }

    /** The host that clients are told; empty if it is the one listened on. */
    String advertisedHost() {
        return host(advertise);
    }

    /** The port that clients are told; -1 if it is the one listened on. */
    int advertisedPort() {
        return port(advertise);
    }

    private static String host(String address) {
        return hasPort(address)
                ? address.substring(0, address.lastIndexOf(':')).replaceAll("^\\[|]$", "")
                : address;
    }

    private static int port(String address) {
        return hasPort(address)
                ? Integer.parseInt(address.substring(address.lastIndexOf(':') + 1))
                : -1;
    }

    private static boolean hasPort(String address) {
        return address.matches(".*:[0-9]{1,9}")
                && (!address.contains("::") || address.contains("]"));
    }

    /** The same with another {@link #advertise}. */
    public ClientAccess withAdvertise(String address) {
        return new ClientAccess(address, webSockets, lameDuckDuration, lameDuckGrace);
    }

    /** The same with a port for {@link #webSockets}. */
    public ClientAccess withWebSockets(WebSocketOptions options) {
        return new ClientAccess(advertise, Optional.of(options), lameDuckDuration, lameDuckGrace);
    }

    /** The same with other times for sending clients away. */
    public ClientAccess withLameDuck(Duration duration, Duration grace) {
        return new ClientAccess(advertise, webSockets, duration, grace);
    }
}
