package dev.stanchion.nats.websocket;

import dev.stanchion.nats.tls.Tls;
import java.time.Duration;
import java.util.List;

/**
 * The options for WebSocket clients. Immutable.
 *
 * @param host the address to listen on
 * @param port 0 or -1 lets the system choose one
 * @param sameOrigin whether a page may connect only to its own host
 * @param allowedOrigins the origins of pages that may connect, like {@code // https://tickets.dev};
 *     empty means any origin
 * @param compression whether clients that ask for it get permessage-deflate
 * @param handshakeTimeout how long TLS and the upgrade request may take
 * @param tls whether connections are encrypted, from the first byte on
 */
public record WebSocketOptions(
        String host,
        int port,
        boolean sameOrigin,
        List<String> allowedOrigins,
        boolean compression,
        Duration handshakeTimeout,
        Tls tls) {
    private static final int MAX_PORT = 65_535;

    /**
     * Checks every option.
     *
     * @throws IllegalArgumentException with a text like {@code websocket port: 70000 (expected: …)}
     */
    public WebSocketOptions {
        check(!host.isBlank(), "host", host, "an address or name");
        check(port >= -1 && port <= MAX_PORT, "port", port, "-1 to 65535");
        check(
                !handshakeTimeout.isNegative() && !handshakeTimeout.isZero(),
                "handshake_timeout",
                handshakeTimeout,
                "more than 0");
        allowedOrigins = List.copyOf(allowedOrigins);
        for (String origin : allowedOrigins) {
            check(
                    Origin.parse(origin) != null,
                    "allowed_origins",
                    origin,
                    "a scheme and a host, like https://tickets.dev");
        }
    }

    private static void check(boolean holds, String option, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "websocket " + option + ": " + value + " (expected: " + expected + ")");
        }
    }

    /** Returns options for a port on 127.0.0.1, for pages of any origin, without compression. */
    public static WebSocketOptions onPort(int port) {
        return new WebSocketOptions(
                "127.0.0.1", port, false, List.of(), false, Duration.ofSeconds(2), Tls.OFF);
    }

    /** Returns these options with another {@link #host}. */
    public WebSocketOptions withHost(String host) {
        return new WebSocketOptions(
                host, port, sameOrigin, allowedOrigins, compression, handshakeTimeout, tls);
    }

    /** Returns these options with another {@link #port}. */
    public WebSocketOptions withPort(int port) {
        return new WebSocketOptions(
                host, port, sameOrigin, allowedOrigins, compression, handshakeTimeout, tls);
    }

    /** Returns these options with another rule for origins. */
    public WebSocketOptions withOrigins(boolean sameOrigin, List<String> allowedOrigins) {
        return new WebSocketOptions(
                host, port, sameOrigin, allowedOrigins, compression, handshakeTimeout, tls);
    }

    /** Returns these options with or without {@link #compression}. */
    public WebSocketOptions withCompression(boolean compression) {
        return new WebSocketOptions(
                host, port, sameOrigin, allowedOrigins, compression, handshakeTimeout, tls);
    }

    /** Returns these options with another {@link #handshakeTimeout}. */
    public WebSocketOptions withHandshakeTimeout(Duration handshakeTimeout) {
        return new WebSocketOptions(
                host, port, sameOrigin, allowedOrigins, compression, handshakeTimeout, tls);
    }

    /** Returns these options with another {@link #tls}. */
    public WebSocketOptions withTls(Tls tls) {
        return new WebSocketOptions(
                host, port, sameOrigin, allowedOrigins, compression, handshakeTimeout, tls);
    }
}
