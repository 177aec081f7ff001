package dev.stanchion.spring.boot;

import dev.stanchion.client.ClientId;
import dev.stanchion.client.Recovery;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.StreamingClientBuilder;
import dev.stanchion.spring.boot.StanchionProperties.Identity;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundles;

/**
 * Makes the options of the client from properties and connection details. Immutable.
 *
 * @param applicationName stands in the client ID if the properties have no name; may be empty
 */
record ClientSetup(
        StanchionProperties properties,
        StanConnectionDetails server,
        @Nullable SslBundles bundles,
        String applicationName) {
    private static final Logger LOG = LoggerFactory.getLogger(StreamingClient.class);
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(5);

    StreamingClientBuilder builder() {
        StanchionProperties.Recovery recovery = properties.recovery();
        Duration shutdown = properties.listener().shutdownTimeout();
        return StreamingClient.builder(server.getClusterId())
                .url(server.getUrl())
                .clientId(clientId(properties.clientId()))
                .connectTimeout(properties.connectTimeout())
                .publishAckTimeout(properties.publishAckTimeout())
                // the end of a subscription waits that long for its handler, too
                .requestTimeout(shutdown.compareTo(LEAST_PATIENCE) > 0 ? shutdown : LEAST_PATIENCE)
                .shutdownTimeout(shutdown)
                .recovery(Recovery.forever().backoff(recovery.minBackoff(), recovery.maxBackoff()))
                .recoverAtStart(recovery.atStart())
                .listener(event -> LOG.info("{}", event))
                .natsOptions(this::secured);
    }

    private ClientId clientId(Identity identity) {
        String name =
                identity.name().isEmpty()
                        ? applicationName.replaceAll("[^A-Za-z0-9_-]", "-")
                        : identity.name();
        return switch (identity.strategy()) {
            case FIXED -> ClientId.fixed(named(name, "fixed"));
            case SLOT -> ClientId.slot(named(name, "slot"), identity.slots());
            case ENVIRONMENT -> ClientId.fromEnvironment();
            case RANDOM -> ClientId.random(name);
        };
    }

    private static String named(String name, String strategy) {
        if (name.isEmpty()) {
            throw new InvalidSetupException(
                    "stanchion.client-id.strategy is "
                            + strategy
                            + ", and stanchion.client-id.name is empty.",
                    "Set stanchion.client-id.name or spring.application.name.");
        }
        return name;
    }

    private static void requireReadable(String property, Path file) {
        if (!Files.isReadable(file)) {
            throw new InvalidSetupException(
                    property + ": the file " + file + " cannot be read.",
                    "Check its name and its permissions.");
        }
    }

    private Options.Builder secured(Options.Builder options) {
        String user = server.getUser();
        if (user != null) {
            String password = server.getPassword();
            options.userInfo(user, password == null ? "" : password);
        }
        Path credentials = server.getCredentials();
        if (credentials != null) {
            requireReadable("stanchion.credentials", credentials);
            options.authHandler(Nats.credentials(credentials.toString()));
        }
        Path nkeyFile = server.getNkeyFile();
        if (nkeyFile != null) {
            if (credentials != null) {
                throw new InvalidSetupException(
                        "stanchion.credentials and stanchion.nkey-file are both set.",
                        "Remove one of them.");
            }
            requireReadable("stanchion.nkey-file", nkeyFile);
            options.authHandler(Nats.staticCredentials(null, NkeyFile.seed(nkeyFile)));
        }
        String bundle = properties.ssl().bundle();
        if (bundle != null) {
            if (bundles == null) {
                throw new InvalidSetupException(
                        "stanchion.ssl.bundle is '" + bundle + "', and there are no SSL bundles.",
                        "Do not exclude SslAutoConfiguration, or remove stanchion.ssl.bundle.");
            }
            options.sslContext(bundles.getBundle(bundle).createSslContext());
        }
        return options;
    }
}
