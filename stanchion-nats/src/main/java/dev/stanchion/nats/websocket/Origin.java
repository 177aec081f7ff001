package dev.stanchion.nats.websocket;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a page, as browsers send it.
 *
 * @param port the scheme's default if the origin has none
 */
record Origin(String scheme, String host, int port) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * Reads an origin like {@code https://tickets.dev:8443}. Returns null for anything else, //
     * also for the text {@code null}.
     */
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

    /**
     * Returns whether a {@code Host} header names this host and port. The scheme does not matter.
     */
    boolean isHost(String hostHeader, boolean tls) {
        Origin host = parse((tls ? "https://" : "http://") + hostHeader);
        return host != null && host.host.equals(this.host) && host.port == port;
    }
}
