package dev.stanchion.interop.client;

import dev.stanchion.interop.driver.Fields;

/**
 * The options for a connection. An option that is not set has the library's default.
 *
 * @param request the fields of a {@code connect} request
 */
public record Connecting(Fields request) {

    /** A client ID at a server. */
    public static Connecting to(String url, String clusterId, String clientId) {
        return new Connecting(
                Fields.none().with("url", url).with("cluster", clusterId).with("client", clientId));
    }

    public Connecting as(String clientId) {
        return with("client", clientId);
    }

    public Connecting toCluster(String clusterId) {
        return with("cluster", clusterId);
    }

    public Connecting through(String url) {
        return with("url", url);
    }

    /** Pings every second, and calls the connection lost once two pings are unanswered. */
    public Connecting pingingOften() {
        return with("pingSeconds", 1).with("pingsOut", 2);
    }

    /** Tries to reconnect ten times a second instead of every two seconds or so. */
    public Connecting reconnectingQuickly() {
        return with("reconnectMillis", 100);
    }

    private Connecting with(String name, Object value) {
        return new Connecting(request.with(name, value));
    }
}
