package dev.stanchion.client;

import io.nats.client.Options;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Collects the options of a {@link StreamingClient}. Not safe for use by several threads. */
public final class StreamingClientBuilder {
    private final String clusterId;
    private String url = Options.DEFAULT_URL;
    private ClientId clientId = ClientId.random();
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration requestTimeout = Duration.ofSeconds(5);
    private Duration publishAckTimeout = Duration.ofSeconds(30);
    private Duration shutdownTimeout = Duration.ofSeconds(10);
    private int maxOutstandingPublishes = 16_384;
    private Duration pingInterval = Duration.ofSeconds(5);
    private int maxPingsOut = 3;
    private Recovery recovery = Recovery.forever();
    private boolean recoversAtStart;
    private Consumer<ClientEvent> listener = event -> {};
    private ClientMeters meters = ClientMeters.NONE;
    private @Nullable Executor handlerThreads;
    private UnaryOperator<Options.Builder> natsOptions = UnaryOperator.identity();

    StreamingClientBuilder(String clusterId) {
        this.clusterId = clusterId;
    }

    /** Sets one or more NATS URLs, comma-separated: {@code nats://user:password@host:4222}. */
    public StreamingClientBuilder url(String natsUrl) {
        url = natsUrl;
        return this;
    }

    /** Sets the identity; the default is random, so plain durables need one. */
    public StreamingClientBuilder clientId(ClientId id) {
        clientId = id;
        return this;
    }

    /** Sets how long to wait for the NATS server, and then for the streaming server: 5 s. */
    public StreamingClientBuilder connectTimeout(Duration timeout) {
        connectTimeout = timeout;
        return this;
    }

    /** Sets how long to wait for the answer to a subscribe, unsubscribe or close request: 5 s. */
    public StreamingClientBuilder requestTimeout(Duration timeout) {
        requestTimeout = timeout;
        return this;
    }

    /**
     * Sets how long a publish waits for its ack, and before that for a connection and for a free
     * place: 30 s each.
     */
    public StreamingClientBuilder publishAckTimeout(Duration timeout) {
        publishAckTimeout = timeout;
        return this;
    }

    /** Sets how many publishes may have no answer: 16,384. */
    public StreamingClientBuilder maxOutstandingPublishes(int count) {
        maxOutstandingPublishes = count;
        return this;
    }

    /**
     * Sets the pings: each 5 s, and 3 may be without answer. The client notices a lost connection
     * after interval times (max + 1).
     */
    public StreamingClientBuilder pings(Duration interval, int maxOut) {
        pingInterval = interval;
        maxPingsOut = maxOut;
        return this;
    }

    /** Sets how the client comes back after a loss: {@link Recovery#forever()}. */
    public StreamingClientBuilder recovery(Recovery how) {
        recovery = how;
        return this;
    }

    /**
     * Lets {@link #build} succeed although no server answers yet: the client then recovers as after
     * a loss. By default {@link #build} fails.
     */
    public StreamingClientBuilder recoverAtStart(boolean recovers) {
        recoversAtStart = recovers;
        return this;
    }

    /** Sets who gets {@linkplain ClientEvent events}, one after the other. */
    public StreamingClientBuilder listener(Consumer<ClientEvent> eventListener) {
        listener = eventListener;
        return this;
    }

    public StreamingClientBuilder meters(ClientMeters clientMeters) {
        meters = clientMeters;
        return this;
    }

    /**
     * Sets the threads for handlers and listener. By default each task has a virtual thread, or, on
     * a JVM before 21, the client has at most 24 threads. The client does not end an executor that
     * it was given.
     */
    public StreamingClientBuilder executor(Executor executor) {
        handlerThreads = executor;
        return this;
    }

    /** Sets how long {@link StreamingClient#close} waits for running handlers: 10 s. */
    public StreamingClientBuilder shutdownTimeout(Duration timeout) {
        shutdownTimeout = timeout;
        return this;
    }

    /** Changes the options of jnats at the end: credentials, TLS. */
    public StreamingClientBuilder natsOptions(UnaryOperator<Options.Builder> change) {
        natsOptions = change;
        return this;
    }

    /**
     * Makes the client and connects it.
     *
     * @throws StreamingException {@code INVALID} naming the option and what is expected; or as
     *     {@link StreamingConnection#connect}. Then no thread of the client is left
     */
    public StreamingClient build() {
        TimeLimits.requireNotNegative("shutdownTimeout", shutdownTimeout);
        Healer healer =
                new Healer(
                        new ClientSettings(
                                connectOptions(),
                                recovery,
                                recoversAtStart,
                                listener,
                                meters,
                                shutdownTimeout,
                                handlerThreads));
        healer.start();
        return new StreamingClient(healer, requestTimeout);
    }

    private ConnectOptions connectOptions() {
        return ConnectOptions.builder(clusterId, clientId)
                .url(url)
                .connectTimeout(connectTimeout)
                .requestTimeout(requestTimeout)
                .publishAckTimeout(publishAckTimeout)
                .maxOutstandingPublishes(maxOutstandingPublishes)
                .pings(pingInterval, maxPingsOut)
                .natsOptions(natsOptions)
                .build();
    }
}
