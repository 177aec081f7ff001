package dev.stanchion.nats.websocket;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a page came from, as browsers say it.
 *
 * @param port filled in by the scheme if it is not named
 */
record Origin(String scheme, String host, int port) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** Reads {@code https://tickets.dev:8443}; null if it is anything else, as {@code null} is. */
    static @Nullable Origin parse(String text) {
        try {
            URI uri = new URI(text.strip());
            String scheme = uri.getScheme();
            String host = uri.getHost();
            if (scheme == null || host == null) {
                return null;
            }
            String lowerCase = scheme.toLowerCase(Locale.ROOT);
            return new Origin(
                    lowerCase,
                    host.toLowerCase(Locale.ROOT),
                    uri.getPort() < 0 ? defaultPort(lowerCase.equals("https")) : uri.getPort());
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static int defaultPort(boolean tls) {
        return tls ? HTTPS_PORT : HTTP_PORT;
    }

    /** Whether it is what a {@code Host} header names; the scheme does not matter. */
    boolean isHost(String hostHeader, boolean tls) {
        Origin host = parse((tls ? "https://" : "http://") + hostHeader);
        return host != null && host.host.equals(this.host) && host.port == port;
    }
}
