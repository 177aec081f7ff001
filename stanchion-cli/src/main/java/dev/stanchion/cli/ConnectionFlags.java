package dev.stanchion.cli;

import dev.stanchion.cli.context.Address;
import dev.stanchion.cli.context.ContextFlag;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags for server and client ID, which publish and listen share. */
final class ConnectionFlags {
    @Option(
            names = {"-u", "--url"},
            paramLabel = "URL",
            defaultValue = Address.USUAL_URL,
            description =
                    "URL of the server; with credentials: nats://user:password@host:port. Default:"
                            + " ${DEFAULT-VALUE}")
    private String url = "";

    @Option(
            names = {"-c", "--cluster"},
            paramLabel = "ID",
            defaultValue = Address.USUAL_CLUSTER,
            description = "Cluster ID of the server. Default: ${DEFAULT-VALUE}")
    private String cluster = "";

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description =
                    "Client ID. Only one live connection can have it. Default: a generated ID,"
                            + " different in each run")
    private @Nullable String clientId;

    @Mixin final ContextFlag context = new ContextFlag();

    boolean hasClientId() {
        return clientId != null;
    }

    /**
     * Starts the options of a connection.
     *
     * @param role the prefix of a generated client ID, which makes it recognisable on the server
     */
    ConnectOptions.Builder options(String role) {
        ClientId id = clientId == null ? ClientId.random(role) : ClientId.fixed(clientId);
        return ConnectOptions.builder(cluster, id).url(url);
    }

    /** Returns the client ID, and whether it was generated. */
    String described(String id) {
        return hasClientId() ? id : id + " (generated client ID)";
    }
}
