package io.nats.streaming;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;

/** The options of a connection. Immutable. */
@NullUnmarked
public class Options {
    private final Builder values;

    private Options(Builder values) {
        this.values = values;
    }

    String getClusterId() {
        return values.clusterId;
    }

    String getClientId() {
        return values.clientId;
    }

    String getNatsUrl() {
        return values.natsUrl;
    }

    Connection getNatsConn() {
        return values.natsConn;
    }

    Duration getConnectTimeout() {
        return values.connectTimeout;
    }

    Duration getAckTimeout() {
        return values.ackTimeout;
    }

    String getDiscoverPrefix() {
        return values.discoverPrefix;
    }

    int getMaxPubAcksInFlight() {
        return values.maxPubAcksInFlight;
    }

    ErrorListener getErrorListener() {
        return values.errorListener;
    }

    ConnectionListener getConnectionListener() {
        return values.connectionListener;
    }

    ConnectionLostHandler getConnectionLostHandler() {
        return values.lostHandler;
    }

    Duration getPingInterval() {
        return values.pingInterval;
    }

    int getMaxPingsOut() {
        return values.maxPingsOut;
    }

    /** Returns whether jnats prints the steps of connecting. */
    public boolean isTraceConnection() {
        return values.traceConnection;
    }

    /** Collects options. When it is serialized, connection, listeners and handlers stay behind. */
    public static final class Builder implements Serializable {
        private static final long serialVersionUID = 4774214916207501660L;

        private String natsUrl = io.nats.client.Options.DEFAULT_URL;
        private transient Connection natsConn;
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration ackTimeout = Duration.ofSeconds(30);
        private String discoverPrefix = "_STAN.discover";
        private int maxPubAcksInFlight = 16_384;
        private transient ErrorListener errorListener;
        private transient ConnectionListener connectionListener;
        private transient ConnectionLostHandler lostHandler;
        private String clientId;
        private String clusterId;
        private Duration pingInterval = Duration.ofSeconds(5);
        private int maxPingsOut = 3;
        private boolean traceConnection;

        public Builder() {}

        /** Starts from the values of other options. */
        public Builder(Options template) {
            this(template.values);
        }

        private Builder(Builder template) {
            natsUrl = template.natsUrl;
            natsConn = template.natsConn;
            connectTimeout = template.connectTimeout;
            ackTimeout = template.ackTimeout;
            discoverPrefix = template.discoverPrefix;
            maxPubAcksInFlight = template.maxPubAcksInFlight;
            errorListener = template.errorListener;
            connectionListener = template.connectionListener;
            lostHandler = template.lostHandler;
            clientId = template.clientId;
            clusterId = template.clusterId;
            pingInterval = template.pingInterval;
            maxPingsOut = template.maxPingsOut;
            traceConnection = template.traceConnection;
        }

        /** Sets the cluster ID, for {@link StreamingConnectionFactory}. */
        public Builder clusterId(String id) {
            clusterId = notNull(id, "cluster ID");
            return this;
        }

        public String getClusterID() {
            return clusterId;
        }

        /** Sets the client ID, for {@link StreamingConnectionFactory}. */
        public Builder clientId(String id) {
            clientId = notNull(id, "client ID");
            return this;
        }

        public String getClientId() {
            return clientId;
        }

        /** Sets who hears of errors of the NATS connection and exceptions of handlers. */
        public Builder errorListener(ErrorListener listener) {
            errorListener = listener;
            return this;
        }

        /** Sets who hears of changes of the NATS connection. */
        public Builder connectionListener(ConnectionListener listener) {
            connectionListener = listener;
            return this;
        }

        /** Sets who learns that the server does not know the connection any more. */
        public Builder connectionLostHandler(ConnectionLostHandler handler) {
            lostHandler = handler;
            return this;
        }

        /** Sets how long to wait for the ack of a publish. */
        public Builder pubAckWait(Duration wait) {
            ackTimeout = wait;
            return this;
        }

        /** Sets how long to wait for the answer to a connect, close or unsubscribe request. */
        public Builder connectWait(Duration wait) {
            connectTimeout = wait;
            return this;
        }

        /** Sets where the server waits for connect requests. */
        public Builder discoverPrefix(String prefix) {
            discoverPrefix = notNull(prefix, "discover prefix");
            return this;
        }

        /**
         * Sets how many publishes may wait for their acks before another one blocks.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder maxPubAcksInFlight(int max) {
            if (max < 0) {
                throw new IllegalArgumentException(
                        "stan: max publish acks in flight must not be negative: " + max);
            }
            maxPubAcksInFlight = max;
            return this;
        }

        /** Uses a NATS connection of the program's, which the program closes. Null for none. */
        public Builder natsConn(Connection connection) {
            natsConn = connection;
            return this;
        }

        /** Sets the address of the NATS server, or several, separated by commas. */
        public Builder natsUrl(String url) {
            if (notNull(url, "NATS URL").isEmpty()) {
                throw new NullPointerException("stan: NATS URL must not be empty");
            }
            natsUrl = url;
            return this;
        }

        /** Sets how many pings may be without an answer before the connection is lost. */
        public Builder maxPingsOut(int max) {
            maxPingsOut = max;
            return this;
        }

        /** Sets how often to ask the server whether it knows the connection. */
        public Builder pingInterval(Duration interval) {
            pingInterval = interval;
            return this;
        }

        /** Prints the steps of connecting, as jnats does. */
        public Builder traceConnection() {
            traceConnection = true;
            return this;
        }

        public Options build() {
            return new Options(new Builder(this));
        }

        String getNatsUrl() {
            return natsUrl;
        }

        ErrorListener getErrorListener() {
            return errorListener;
        }

        ConnectionListener getConnectionListener() {
            return connectionListener;
        }

        Connection getNatsConn() {
            return natsConn;
        }

        Duration getConnectTimeout() {
            return connectTimeout;
        }

        Duration getAckTimeout() {
            return ackTimeout;
        }

        String getDiscoverPrefix() {
            return discoverPrefix;
        }

        int getMaxPubAcksInFlight() {
            return maxPubAcksInFlight;
        }

        /** Callers of published code may pass null in spite of the annotations. */
        private static String notNull(String value, String name) {
            if (value == null) {
                throw new NullPointerException("stan: " + name + " must not be null");
            }
            return value;
        }
    }
}
