package dev.stanchion.cli.connection;

import static dev.stanchion.cli.testing.StreamingClients.FROM_FIRST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.cli.testing.Received;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.Message;
import dev.stanchion.client.Parked;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client learns from a parked message. */
@Timeout(60)
class ParkedIT {
    private final StanchionServer server =
            StanchionServer.start(
                    ServerOptions.builder()
                            .host("127.0.0.1")
                            .port(0)
                            .policies(PolicyText.parse("tickets:*=max_deliveries:1"))
                            .build());

    @AfterEach
    void close() {
        server.close();
    }

    private StreamingConnection connect(String clientId) {
        return StreamingConnection.connect(
                ConnectOptions.builder("test-cluster", ClientId.fixed(clientId))
                        .url("nats://127.0.0.1:" + server.port())
                        .build());
    }

    @Test
    void shouldTellWhyAMessageWasParked() throws InterruptedException {
        try (StreamingConnection reader = connect("reader");
                StreamingConnection worker = connect("worker")) {
            // given
            Received ordinary = new Received();
            reader.subscribe("tickets:created", FROM_FIRST, ordinary);
            Received parked = new Received();
            reader.subscribe("tickets:created.parked", FROM_FIRST, parked);
            SubscriptionOptions group =
                    SubscriptionOptions.defaults()
                            .queueGroup("orders")
                            .ackWait(Duration.ofSeconds(1));
            Instant before = Instant.now();

            // when
            worker.subscribe(
                    "tickets:created",
                    group,
                    message -> {
                        throw new IllegalStateException("cannot be processed");
                    });
            reader.publish("tickets:created", "poison".getBytes(UTF_8));

            // then
            assertThat(ordinary.next().parked()).isEmpty();
            Message message = parked.next();
            assertThat(message.text()).isEqualTo("poison");
            Parked note = message.parked().orElseThrow();
            assertThat(note.channel()).isEqualTo("tickets:created");
            assertThat(note.sequence()).isEqualTo(1);
            assertThat(note.timestamp()).isAfterOrEqualTo(before).isBefore(note.parkedAt());
            assertThat(note.position()).isEqualTo("group:orders");
            assertThat(note.attempts()).isEqualTo(1);
            assertThat(note.cause()).isEqualTo(Parked.Cause.ATTEMPTS);
            assertThat(note.reason()).isEqualTo("1 attempt");
            assertThat(note.lastClientId()).isEqualTo("worker");
        }
    }
}
