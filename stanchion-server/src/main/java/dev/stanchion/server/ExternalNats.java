package dev.stanchion.server;

import dev.stanchion.nats.link.LinkCredentials;
import dev.stanchion.nats.link.LinkOptions;
import dev.stanchion.nats.link.ServerAddress;
import dev.stanchion.nats.tls.ClientTlsOptions;
import java.util.List;

/**
 * The NATS servers of somebody else whose clients this server serves. Immutable. Its text has no
 * secrets.
 *
 * @param servers to try, in this order; the first is where clients are told to connect
 * @param credentials of this server there, unless a URL has others
 */
public record ExternalNats(
        List<ServerAddress> servers, LinkCredentials credentials, ClientTlsOptions tls) {
    public ExternalNats {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new ConfigurationException("ns", "ns: no URL (expected: nats://host:4222)");
        }
    }

    /** Returns servers that anybody may connect to. */
    public static ExternalNats of(String urls) {
        return new ExternalNats(
                ServerAddress.parse(urls), LinkCredentials.NONE, ClientTlsOptions.DEFAULT);
    }

    LinkOptions linkOptions(String clusterId) {
        return LinkOptions.of(servers, "_NSS-" + clusterId, Version.stanchion())
                .withCredentials(credentials)
                .withTls(tls);
    }

    /** Returns the URLs of the servers without users and passwords. */
    List<String> urls() {
        return servers.stream().map(ExternalNats::url).toList();
    }

    private static String url(ServerAddress server) {
        return (server.tls() ? "tls://" : "nats://")
                + ClientAddress.bracketed(server.host())
                + ":"
                + server.port();
    }
}
