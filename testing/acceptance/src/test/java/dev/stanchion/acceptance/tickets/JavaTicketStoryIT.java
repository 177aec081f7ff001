package dev.stanchion.acceptance.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import io.nats.streaming.Message;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import io.nats.streaming.SubscriptionOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ticket story with {@code io.nats:java-nats-streaming} from Maven Central. */
class JavaTicketStoryIT extends TicketStoryContract {
    private static final String CHANNEL = "tickets:created";

    private final List<StreamingConnection> connections = new ArrayList<>();

    @Override
    TicketPrograms tickets() {
        return JavaTickets.programs();
    }

    @AfterEach
    void disconnect() throws Exception {
        for (StreamingConnection connection : connections) {
            connection.close();
        }
    }

    /** Fifty JVMs would measure this machine; fifty connections are the same to the server. */
    @Test
    void shouldGiveEveryEventToEachOfFiftyConnectionsOfOneProcess() throws Exception {
        // given
        List<List<Long>> received = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            List<Long> sequences = new CopyOnWriteArrayList<>();
            received.add(sequences);
            connect("copy-" + i)
                    .subscribe(CHANNEL, message -> sequences.add(message.getSequence()));
        }

        // when
        story.publish(3);

        // then
        Waiting.until(
                "each copy has the events",
                () -> received.stream().allMatch(sequences -> sequences.size() >= 3));
        assertThat(received).containsOnly(List.of(1L, 2L, 3L));
    }

    @Test
    void shouldTakeASecondAcknowledgementOfAMessageAsHarmless() throws Exception {
        // given a listener that acknowledges everything twice, and may have one event at a time
        List<Message> received = new CopyOnWriteArrayList<>();
        connect("twice")
                .subscribe(
                        CHANNEL,
                        message -> {
                            received.add(message);
                            acknowledgeTwice(message);
                        },
                        new SubscriptionOptions.Builder()
                                .manualAcks()
                                .maxInFlight(1)
                                .ackWait(Duration.ofSeconds(1))
                                .build());

        // when
        story.publish(5);

        // then
        Waiting.until("all events have arrived", () -> received.size() >= 5);
        assertThat(received).extracting(Message::getSequence).isEqualTo(story.allSequences());
        assertThat(received).noneMatch(Message::isRedelivered);
    }

    private StreamingConnection connect(String clientId) throws Exception {
        Options options = new Options.Builder().natsUrl(story.server().url()).build();
        StreamingConnection connection =
                NatsStreaming.connect(Server.CLUSTER_ID, clientId, options);
        connections.add(connection);
        return connection;
    }

    private static void acknowledgeTwice(Message message) {
        try {
            message.ack();
            message.ack();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
