package dev.stanchion.nats.link;

import dev.stanchion.nats.tls.ClientTlsOptions;
import java.time.Duration;
import java.util.List;

/**
 * How a link finds its servers and behaves towards them. Immutable.
 *
 * @param servers to try, in this order
 * @param name what the server's monitoring shows
 * @param version of the program that connects
 * @param connectTimeout how long one attempt may take, from the first packet to the last
 * @param pingInterval how often a server is asked for a sign of life; two that are missed end the
 *     connection
 * @param maxPendingBytes how much may wait to be written; what is more is not sent
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

    /** Returns options with the usual times and bounds. */
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

    /** Returns these options for somebody. */
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

    /** Returns these options with another way to encrypt. */
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
