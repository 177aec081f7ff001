package dev.stanchion.admin.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where a server has its monitoring port. Immutable. */
public final class MonitoringAddress {
    /** Where a server on this machine has it, if nobody has said otherwise. */
    public static final String USUAL = "http://localhost:8222";

    private static final int USUAL_PORT = 8222;

    private final URI url;

    private MonitoringAddress(URI url) {
        this.url = url;
    }

    /** Reads a URL; empty if it is not one of a web server. */
    public static Optional<MonitoringAddress> parse(String text) {
        try {
            URI url = new URI(text);
            boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            return isHttp && url.getHost() != null
                    ? Optional.of(new MonitoringAddress(url))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    public String host() {
        return url.getHost();
    }

    /** Returns the port; the usual one of monitoring if the URL has none. */
    public int port() {
        return url.getPort() < 0 ? USUAL_PORT : url.getPort();
    }

    /** Returns the user and the password in the URL, with a colon in between. */
    public Optional<String> credentials() {
        return Optional.ofNullable(url.getUserInfo());
    }

    /** Returns the URL without credentials and without a path. */
    public String origin() {
        return url.getScheme()
                + "://"
                + url.getHost()
                + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** Returns a URL of the API. */
    URI of(String path) {
        return page("/api/v1" + path);
    }

    /** Returns the URL of a page. */
    public URI page(String path) {
        String base = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
        return URI.create(origin() + base + path);
    }

    @Override
    public String toString() {
        return origin();
    }
}
