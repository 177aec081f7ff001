package dev.stanchion.spring.boot;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the client and its listeners. Immutable.
 *
 * @param url NATS URLs of the server, separated by commas.
 * @param clusterId Cluster ID of the server.
 * @param user User to log in as.
 * @param password Password of the user.
 * @param credentials File with NATS credentials: a JWT and a key.
 * @param nkeyFile File with the seed of a user's NKey.
 * @param clientId Under which ID the application registers.
 * @param connectTimeout How long to wait for the server when connecting.
 * @param publishAckTimeout How long a publish waits for its acknowledgement, and before that for a
 *     connection.
 * @param recovery How the client comes back after its connection was lost.
 * @param listener Defaults of all listeners.
 * @param observation What traces get.
 * @param ssl TLS.
 */
@ConfigurationProperties("stanchion")
public record StanchionProperties(
        @DefaultValue("nats://localhost:4222") String url,
        @DefaultValue("test-cluster") String clusterId,
        @Nullable String user,
        @Nullable String password,
        @Nullable Path credentials,
        @Nullable Path nkeyFile,
        @DefaultValue Identity clientId,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration publishAckTimeout,
        @DefaultValue Recovery recovery,
        @DefaultValue Listener listener,
        @DefaultValue Observation observation,
        @DefaultValue Ssl ssl) {
    /** How the client ID is chosen. */
    public enum Strategy {
        /** Exactly the name. Only one copy of the application can run. */
        FIXED,
        /** The first free one of name-0, name-1 and so on. */
        SLOT,
        /** The name of the pod: POD_NAME, else HOSTNAME. */
        ENVIRONMENT,
        /** The name and random letters, new at each start. */
        RANDOM
    }

    /**
     * The identity of the application.
     *
     * @param strategy How the client ID is chosen.
     * @param name Name of the application in the client ID. Default: spring.application.name, with
     *     '-' for each character that a client ID cannot have.
     * @param slots Number of slots, for the strategy slot: how many copies can run.
     */
    public record Identity(
            @DefaultValue("random") Strategy strategy,
            @DefaultValue("") String name,
            @DefaultValue("8") int slots) {}

    /**
     * How the client comes back.
     *
     * @param atStart Whether the application starts without a server and connects later. If not,
     *     the start fails.
     * @param minBackoff Pause before the first attempt.
     * @param maxBackoff Longest pause between two attempts.
     */
    public record Recovery(
            @DefaultValue("true") boolean atStart,
            @DefaultValue("250ms") Duration minBackoff,
            @DefaultValue("10s") Duration maxBackoff) {}

    /**
     * Defaults of listeners.
     *
     * @param autoStartup Whether listeners start with the application.
     * @param ackWait After how long without acknowledgement a message comes again.
     * @param maxInFlight How many messages may be here and not acknowledged.
     * @param concurrency How many messages a listener handles at the same time.
     * @param shutdownTimeout How long the application waits for running listeners when it stops.
     *     Subscribe requests also wait that long for the server.
     */
    public record Listener(
            @DefaultValue("true") boolean autoStartup,
            @DefaultValue("30s") Duration ackWait,
            @DefaultValue("64") int maxInFlight,
            @DefaultValue("1") int concurrency,
            @DefaultValue("10s") Duration shutdownTimeout) {}

    /**
     * What traces get.
     *
     * @param enabled Whether each send and each call of a listener is an observation of Micrometer.
     * @param jsonField Key of a field, such as _trace, that carries a trace across the server in
     *     payloads that are JSON objects. By default payloads stay as they are.
     */
    public record Observation(@DefaultValue("false") boolean enabled, @Nullable String jsonField) {}

    /**
     * TLS.
     *
     * @param bundle Name of the SSL bundle.
     */
    public record Ssl(@Nullable String bundle) {}
}
