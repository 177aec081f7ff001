package io.nats.streaming;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;

/** Makes connections with the same options. Not safe for use by several threads. */
@NullUnmarked
public class StreamingConnectionFactory {
    private Options.Builder options = new Options.Builder();

    public StreamingConnectionFactory() {}

    public StreamingConnectionFactory(String clusterId, String clientId) {
        options.clusterId(clusterId).clientId(clientId);
    }

    public StreamingConnectionFactory(Options options) {
        this.options = new Options.Builder(options);
    }

    /**
     * Connects.
     *
     * @throws IOException if no server is there, or it refuses
     * @throws IllegalArgumentException if cluster ID or client ID are missing, or an option cannot
     *     work
     */
    public StreamingConnection createConnection() throws IOException, InterruptedException {
        return RegisteredConnection.open(
                present(options.getClusterID(), "cluster ID"),
                present(options.getClientId(), "client ID"),
                options.build());
    }

    private static String present(String value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("stan: " + name + " is not set");
        }
        return value;
    }

    /** Replaces all options. */
    public void setOptions(Options changed) {
        options = new Options.Builder(changed);
    }

    public Duration getAckTimeout() {
        return options.getAckTimeout();
    }

    public void setAckTimeout(Duration timeout) {
        options.pubAckWait(timeout);
    }

    public void setAckTimeout(long timeout, TimeUnit unit) {
        setAckTimeout(Duration.ofMillis(unit.toMillis(timeout)));
    }

    public Duration getConnectTimeout() {
        return options.getConnectTimeout();
    }

    public void setConnectTimeout(Duration timeout) {
        options.connectWait(timeout);
    }

    public void setConnectTimeout(long timeout, TimeUnit unit) {
        setConnectTimeout(Duration.ofMillis(unit.toMillis(timeout)));
    }

    public String getDiscoverPrefix() {
        return options.getDiscoverPrefix();
    }

    public void setDiscoverPrefix(String prefix) {
        options.discoverPrefix(prefix);
    }

    public int getMaxPubAcksInFlight() {
        return options.getMaxPubAcksInFlight();
    }

    public void setMaxPubAcksInFlight(int max) {
        options.maxPubAcksInFlight(max);
    }

    public String getNatsUrl() {
        return options.getNatsUrl();
    }

    public void setNatsUrl(String url) {
        options.natsUrl(url);
    }

    public Connection getNatsConnection() {
        return options.getNatsConn();
    }

    public void setNatsConnection(Connection connection) {
        options.natsConn(connection);
    }

    public String getClientId() {
        return options.getClientId();
    }

    public void setClientId(String id) {
        options.clientId(id);
    }

    public String getClusterId() {
        return options.getClusterID();
    }

    public void setClusterId(String id) {
        options.clusterId(id);
    }

    public ConnectionListener getConnectionListener() {
        return options.getConnectionListener();
    }

    public void setConnectionListener(ConnectionListener listener) {
        options.connectionListener(listener);
    }

    public ErrorListener getErrorListener() {
        return options.getErrorListener();
    }

    public void setErrorListener(ErrorListener listener) {
        options.errorListener(listener);
    }
}
