package dev.stanchion.acceptance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import io.nats.client.Connection;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An ordinary client of the server under test, with a subscription, that must notice nothing. */
public final class Bystander {
    private static final String CHANNEL = "bystander";

    private final StreamingConnection connection;
    private final Connection nats;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> published = new CopyOnWriteArrayList<>();
    private final List<String> disturbances = new CopyOnWriteArrayList<>();

    private Bystander(Server server) throws Exception {
        Options options =
                new Options.Builder()
                        .natsUrl(server.url())
                        .connectionLostHandler((lost, e) -> disturbances.add(e.getMessage()))
                        .connectionListener((nats, event) -> note(event.toString()))
                        .build();
        this.connection = NatsStreaming.connect(Server.CLUSTER_ID, "bystander", options);
        this.nats = connection.getNatsConnection();
        connection.subscribe(
                CHANNEL, message -> received.add(new String(message.getData(), UTF_8)));
    }

    public static Bystander connect(Server server) throws Exception {
        return new Bystander(server);
    }

    private void note(String event) {
        if (!event.equals("nats: connection opened")) {
            disturbances.add(event);
        }
    }

    /** Publishes once more and fails unless everything so far has come back, once and in order. */
    public void assertUndisturbed() throws Exception {
        String event = "event " + published.size();
        published.add(event);
        connection.publish(CHANNEL, event.getBytes(UTF_8));
        Waiting.until(
                "the bystander receives what it publishes",
                () -> received.size() >= published.size());
        assertThat(received).isEqualTo(published);
        assertThat(disturbances).isEmpty();
        assertThat(nats.getStatus()).isEqualTo(Connection.Status.CONNECTED);
    }

    public void leave() throws Exception {
        connection.close();
    }
}
