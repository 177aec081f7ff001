package dev.stanchion.cli.formats;

import static dev.stanchion.cli.testing.StreamingClients.MANUAL;
import static dev.stanchion.cli.testing.StreamingClients.bytes;
import static org.awaitility.Awaitility.await;

import dev.stanchion.cli.testing.Poison;
import dev.stanchion.cli.testing.Received;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.Message;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.Subscription;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.nats.auth.Secret;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.AdminUser;
import dev.stanchion.server.api.access.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * A server whose clients do everything of which a store keeps something: messages of text, of bytes
 * and of nothing; a durable with unacknowledged messages, one that is closed, a durable group, a
 * failed message, and one that is parked.
 */
final class Story implements AutoCloseable {
    private static final String CHANNEL = "tickets:created";
    private static final int MESSAGES = 20;

    private final StanchionServer server;
    private final List<StreamingConnection> connections = new ArrayList<>();

    private Story(StanchionServer server) {
        this.server = server;
    }

    /** Starts a server, lets its clients do everything, and leaves them connected. */
    static Story told(ServerOptions.Builder options) throws InterruptedException {
        AdminUser root = new AdminUser("root", Secret.of("secret"), Role.ADMIN, List.of());
        Story story =
                new Story(
                        StanchionServer.start(
                                options.host("127.0.0.1")
                                        .monitoringPort(0)
                                        .policies(
                                                PolicyText.parse("tickets:poison=max_deliveries:1"))
                                        .admin(AdminOptions.DEFAULT.withUsers(List.of(root)))
                                        .build()));
        await().until(() -> story.server.isActive());
        story.tell();
        return story;
    }

    private StreamingConnection connect(String clientId) {
        StreamingConnection connection =
                StreamingConnection.connect(
                        ConnectOptions.builder("test-cluster", ClientId.fixed(clientId))
                                .url("nats://127.0.0.1:" + server.port())
                                .build());
        connections.add(connection);
        return connection;
    }

    private void tell() throws InterruptedException {
        StreamingConnection publisher = connect("publisher");
        StreamingConnection worker = connect("worker");
        for (int i = 1; i <= MESSAGES; i++) {
            publisher.publish(CHANNEL, bytes("{\"id\":\"t%d\"}".formatted(i)));
        }
        publisher.publish("bytes", new byte[] {0, 1, -1});
        publisher.publish("bytes", new byte[0]);
        acknowledgeTwo(worker, MANUAL.durable("all"));
        acknowledgeTwo(worker, MANUAL.durable("of group").queueGroup("workers"));
        acknowledgeTwo(worker, MANUAL.durable("closed")).close();
        Poison.park(publisher, worker);
    }

    private static Subscription acknowledgeTwo(
            StreamingConnection worker, SubscriptionOptions options) throws InterruptedException {
        Received received = new Received();
        Subscription subscription = worker.subscribe(CHANNEL, options.maxInFlight(6), received);
        for (int i = 1; i <= 8; i++) {
            Message message = received.next();
            if (message.sequence() < 3) {
                message.ack();
            }
        }
        return subscription;
    }

    /** Returns the address of the API, with a user. */
    String url() {
        return "http://root:secret@127.0.0.1:" + server.monitoringPort();
    }

    /** Ends the server while its clients are connected. */
    @Override
    public void close() {
        server.close();
        connections.forEach(each -> Thread.startVirtualThread(each::close));
    }
}
