package dev.stanchion.client;

import io.nats.client.Connection;
import io.nats.client.Options;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The options of a connection: address, identity and time limits. Immutable.
 *
 * @param url one or more NATS URLs, comma-separated: {@code nats://user:password@host:4222}
 * @param clusterId the server's cluster ID
 * @param clientId the client ID, or several to try
 * @param connectTimeout how long to wait for the NATS server, and then for the streaming server
 * @param requestTimeout how long to wait for the answer to a subscribe, unsubscribe or close
 *     request, and for a running handler when closing
 * @param publishAckTimeout how long to wait for a publish's ack, and for a free place among the
 *     outstanding ones
 * @param maxOutstandingPublishes how many publishes may wait for their acks
 * @param pingInterval how often to ask the server whether it still knows this connection; 10 ms to
 *     1 day; zero for never
 * @param maxPingsOut how many pings may go unanswered before the connection counts as lost
 * @param listener gets calls about disconnection and loss
 * @param natsOptions changes the options of jnats at the end: credentials, TLS, executors
 * @param natsConnection a connection of the program's to use in place of a new one; null for none
 * @param discoverPrefix where the server waits for connect requests, without the cluster ID
 */
public record ConnectOptions(
        String url,
        String clusterId,
        ClientId clientId,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration publishAckTimeout,
        int maxOutstandingPublishes,
        Duration pingInterval,
        int maxPingsOut,
        ConnectionListener listener,
        UnaryOperator<Options.Builder> natsOptions,
        @Nullable Connection natsConnection,
        String discoverPrefix) {
    private static final Duration SHORTEST_PING_INTERVAL = Duration.ofMillis(10);
    private static final Duration LONGEST_PING_INTERVAL = Duration.ofDays(1);

    public ConnectOptions {
        require(!url.isBlank(), "url: empty", "nats://host:port");
        require(
                canEndSubject(clusterId),
                "cluster ID: '" + clusterId + "'",
                "neither empty nor with spaces, * or >");
        require(
                canEndSubject(discoverPrefix),
                "discover prefix: '" + discoverPrefix + "'",
                "neither empty nor with spaces, * or >");
        TimeLimits.requirePositive("connectTimeout", connectTimeout);
        TimeLimits.requirePositive("requestTimeout", requestTimeout);
        TimeLimits.requirePositive("publishAckTimeout", publishAckTimeout);
        require(
                maxOutstandingPublishes >= 1,
                "maxOutstandingPublishes: " + maxOutstandingPublishes,
                "at least 1");
        require(
                pingInterval.isZero()
                        || (pingInterval.compareTo(SHORTEST_PING_INTERVAL) >= 0
                                && pingInterval.compareTo(LONGEST_PING_INTERVAL) <= 0),
                "pingInterval: " + DurationText.of(pingInterval),
                "zero, or 10 ms to 1 day");
        require(maxPingsOut >= 1, "maxPingsOut: " + maxPingsOut, "at least 1");
    }

    /** Starts from the defaults: {@code nats://localhost:4222}, pings each 5 s, 3 may be lost. */
    public static Builder builder(String clusterId, ClientId clientId) {
        return new Builder(clusterId, clientId);
    }

    ConnectOptions with(ClientId otherId, ConnectionListener otherListener) {
        return new ConnectOptions(
                url,
                clusterId,
                otherId,
                connectTimeout,
                requestTimeout,
                publishAckTimeout,
                maxOutstandingPublishes,
                pingInterval,
                maxPingsOut,
                otherListener,
                natsOptions,
                natsConnection,
                discoverPrefix);
    }

    /** Returns the URL without user and password, for people. */
    String displayUrl() {
        Connection given = natsConnection;
        String used =
                given == null ? url : Objects.requireNonNullElse(given.getConnectedUrl(), url);
        return used.replaceAll("//[^@/,]*@", "//");
    }

    private static void require(boolean holds, String found, String expected) {
        if (!holds) {
            throw Failures.invalid(found + " (expected: " + expected + ")", "Correct it.");
        }
    }

    /** Returns whether a subject can end with this text. */
    private static boolean canEndSubject(String text) {
        return !text.isEmpty()
                && !("." + text + ".").contains("..")
                && text.chars().noneMatch(c -> c <= ' ' || c == 0x7F || c == '*' || c == '>');
    }

    /** Collects options. Not safe for use by several threads. */
    public static final class Builder {
        private final String clusterId;
        private final ClientId clientId;
        private String url = Options.DEFAULT_URL;
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration requestTimeout = Duration.ofSeconds(5);
        private Duration publishAckTimeout = Duration.ofSeconds(30);
        private int maxOutstandingPublishes = 16_384;
        private Duration pingInterval = Duration.ofSeconds(5);
        private int maxPingsOut = 3;
        private ConnectionListener listener = ConnectionListener.NONE;
        private UnaryOperator<Options.Builder> natsOptions = UnaryOperator.identity();
        private @Nullable Connection natsConnection;
        private String discoverPrefix = "_STAN.discover";

        private Builder(String clusterId, ClientId clientId) {
            this.clusterId = clusterId;
            this.clientId = clientId;
        }

        public Builder url(String natsUrl) {
            url = natsUrl;
            return this;
        }

        public Builder connectTimeout(Duration timeout) {
            connectTimeout = timeout;
            return this;
        }

        public Builder requestTimeout(Duration timeout) {
            requestTimeout = timeout;
            return this;
        }

        public Builder publishAckTimeout(Duration timeout) {
            publishAckTimeout = timeout;
            return this;
        }

        public Builder maxOutstandingPublishes(int count) {
            maxOutstandingPublishes = count;
            return this;
        }

        /** Sets the pings. The client notices a lost connection after interval times (max + 1). */
        public Builder pings(Duration interval, int maxOut) {
            pingInterval = interval;
            maxPingsOut = maxOut;
            return this;
        }

        public Builder listener(ConnectionListener connectionListener) {
            listener = connectionListener;
            return this;
        }

        public Builder natsOptions(UnaryOperator<Options.Builder> change) {
            natsOptions = change;
            return this;
        }

        /**
         * Uses a NATS connection that is there already. The program closes it; URL and options of
         * jnats have no effect.
         */
        public Builder natsConnection(Connection connection) {
            natsConnection = connection;
            return this;
        }

        /** Sets where the server waits for connect requests, if it is not the usual place. */
        public Builder discoverPrefix(String prefix) {
            discoverPrefix = prefix;
            return this;
        }

        /**
         * Makes the options.
         *
         * @throws StreamingException ({@code INVALID}) naming the value and what is expected
         */
        public ConnectOptions build() {
            return new ConnectOptions(
                    url,
                    clusterId,
                    clientId,
                    connectTimeout,
                    requestTimeout,
                    publishAckTimeout,
                    maxOutstandingPublishes,
                    pingInterval,
                    maxPingsOut,
                    listener,
                    natsOptions,
                    natsConnection,
                    discoverPrefix);
        }
    }
}
