package dev.stanchion.server;

import dev.stanchion.nats.websocket.WebSocketOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * How clients reach the server besides its port, and how the server sends them away. Immutable.
 *
 * @param advertise the address that the server announces to clients, {@code host:port} or {@code
 *     host}; empty for the one listened on
 * @param webSockets the options for WebSocket clients
 * @param lameDuckDuration the time until all clients are sent away
 * @param lameDuckGrace the time until the first client is sent away
 */
public record ClientAccess(
        String advertise,
        Optional<WebSocketOptions> webSockets,
        Duration lameDuckDuration,
        Duration lameDuckGrace) {
    /** The default: no WebSocket clients, and two minutes to send clients away. */
    public static final ClientAccess DEFAULT =
            new ClientAccess("", Optional.empty(), Duration.ofMinutes(2), Duration.ofSeconds(10));

    private static final int MAX_PORT = 65_535;

    /**
     * Checks the values.
     *
     * @throws ConfigurationException if no server could run with a value
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

    /** Returns the host that the server announces; empty for the one listened on. */
    String advertisedHost() {
        return host(advertise);
    }

    /** Returns the port that the server announces; -1 for the one listened on. */
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

    /** Returns this with another {@link #advertise}. */
    public ClientAccess withAdvertise(String address) {
        return new ClientAccess(address, webSockets, lameDuckDuration, lameDuckGrace);
    }

    /** Returns this with other {@link #webSockets}. */
    public ClientAccess withWebSockets(WebSocketOptions options) {
        return new ClientAccess(advertise, Optional.of(options), lameDuckDuration, lameDuckGrace);
    }

    /** Returns this with other times for sending clients away. */
    public ClientAccess withLameDuck(Duration duration, Duration grace) {
        return new ClientAccess(advertise, webSockets, duration, grace);
    }
}
