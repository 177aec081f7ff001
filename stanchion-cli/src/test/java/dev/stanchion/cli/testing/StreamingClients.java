package dev.stanchion.cli.testing;

import dev.stanchion.client.AckMode;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.SubscriptionOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Streaming clients of a server that a test class has to itself; each test's are closed after it.
 */
public final class StreamingClients
        implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    public static final String CLUSTER = "test-cluster";
    public static final SubscriptionOptions FROM_FIRST =
            SubscriptionOptions.defaults().from(StartAt.first());
    public static final SubscriptionOptions MANUAL = FROM_FIRST.ackMode(AckMode.MANUAL);

    private final List<StreamingConnection> connections = new ArrayList<>();
    private @Nullable TestServer server;

    /** Returns a channel that no other test has. */
    public static String newChannel() {
        return "tickets:" + ClientId.random().candidates().getFirst();
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static void publish(StreamingConnection connection, String channel, String... texts) {
        for (String text : texts) {
            connection.publish(channel, bytes(text));
        }
    }

    public TestServer server() {
        return Objects.requireNonNull(server);
    }

    public StreamingConnection connect(ClientId id) {
        return connect(ConnectOptions.builder(CLUSTER, id));
    }

    public StreamingConnection connect(ConnectOptions.Builder options) {
        StreamingConnection connection =
                StreamingConnection.connect(options.url(server().url()).build());
        connections.add(connection);
        return connection;
    }

    /** Closes what is open now. */
    public void closeAll() {
        connections.forEach(StreamingConnection::close);
        connections.clear();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = TestServer.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        closeAll();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server().close();
    }
}
