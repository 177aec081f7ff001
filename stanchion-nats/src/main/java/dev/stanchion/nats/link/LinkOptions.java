package dev.stanchion.nats.link;

import dev.stanchion.nats.tls.ClientTlsOptions;
import java.time.Duration;
import java.util.List;

/**
 * How a link finds its servers and behaves towards them. Immutable.
 *
 * @param servers the servers to try, in this order
 * @param name the name of the connection in the server's monitoring
 * @param version the version of the program that connects
 * @param connectTimeout the maximum time of one attempt, from the first packet to the last
 * @param pingInterval how often the link pings a server; two missed answers end the connection
 * @param maxPendingBytes the maximum number of queued bytes; the link does not send messages beyond
 *     it
 */
public record LinkOptions(
        List<ServerAddress> servers,
        LinkCredentials credentials,
        ClientTlsOptions tls,
        String name,
        String version,
        Duration connectTimeout,
        Duration pingInterval,
        int maxPendingBytes) {
    private static final int MAX_PENDING_BYTES = 64 * 1024 * 1024;

    public LinkOptions {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no servers (expected: at least one)");
        }
    }

    /** Returns options with the default times and limits. */
    public static LinkOptions of(List<ServerAddress> servers, String name, String version) {
        return new LinkOptions(
                servers,
                LinkCredentials.NONE,
                ClientTlsOptions.DEFAULT,
                name,
                version,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                MAX_PENDING_BYTES);
    }

    /** Returns these options with other credentials. */
    public LinkOptions withCredentials(LinkCredentials changed) {
        return new LinkOptions(
                servers,
                changed,
                tls,
                name,
                version,
                connectTimeout,
                pingInterval,
                maxPendingBytes);
    }

    /** Returns these options with other TLS options. */
    public LinkOptions withTls(ClientTlsOptions changed) {
        return new LinkOptions(
                servers,
                credentials,
                changed,
                name,
                version,
                connectTimeout,
                pingInterval,
                maxPendingBytes);
    }

    /** Returns these options with another name. */
    public LinkOptions withName(String changed) {
        return new LinkOptions(
                servers,
                credentials,
                tls,
                changed,
                version,
                connectTimeout,
                pingInterval,
                maxPendingBytes);
    }

    /** Returns these options with another {@link #pingInterval}. */
    public LinkOptions withPingInterval(Duration changed) {
        return new LinkOptions(
                servers, credentials, tls, name, version, connectTimeout, changed, maxPendingBytes);
    }

    /** Returns these options with another {@link #maxPendingBytes}. */
    public LinkOptions withMaxPendingBytes(int changed) {
        return new LinkOptions(
                servers, credentials, tls, name, version, connectTimeout, pingInterval, changed);
    }
}
