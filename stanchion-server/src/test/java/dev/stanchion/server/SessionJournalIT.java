package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.server.testing.StreamingSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is stopped and started again below its clients. */
class SessionJournalIT {
    private static final String CHANNEL = "tickets:created";

    @TempDir private Path state;
    private final int port = FreePort.next();

    private StanchionServer start(SessionJournal journal) {
        return StanchionServer.start(
                ServerOptions.builder()
                        .host("127.0.0.1")
                        .port(port)
                        .clusterId("tickets")
                        .sessionJournal(journal)
                        .build());
    }

    private StreamingSocket clientOfAServerThatStops(SessionJournal journal) throws IOException {
        try (StanchionServer server = start(journal);
                StreamingSocket client =
                        StreamingSocket.connect(server.port(), "tickets", "orders")) {
            client.subscribe(CHANNEL);
            client.publish(CHANNEL, "guid-1", "before");
            client.awaitPubAck();
            assertThat(client.awaitDelivery(CHANNEL)).isEqualTo("1:before");
            return client;
        }
    }

    @Test
    void shouldGoOnWithItsClientsAfterSeveralRestarts() throws IOException {
        // given
        SessionJournal journal = SessionJournal.in(state);
        StreamingSocket before = clientOfAServerThatStops(journal);
        start(journal).close();

        // when
        try (StanchionServer server = start(journal);
                StreamingSocket client = before.reconnect(server.port())) {
            client.publish(CHANNEL, "guid-2", "after");

            // then
            assertThat(client.awaitPubAck()).isEqualTo("guid-2");
            assertThat(client.awaitDelivery(CHANNEL)).isEqualTo("2:after");
            assertThat(client.ping()).isEmpty();
            assertThatThrownBy(() -> StreamingSocket.connectNextTo(client, "tickets", "orders"))
                    .hasMessageContaining("clientID already registered");
        }
    }

    @Test
    void shouldKnowNobodyAfterARestartWithoutAJournal() throws IOException {
        // given
        StreamingSocket before = clientOfAServerThatStops(SessionJournal.OFF);

        // when
        try (StanchionServer server = start(SessionJournal.OFF);
                StreamingSocket client = before.reconnect(server.port())) {
            client.publish(CHANNEL, "guid-2", "after");

            // then
            assertThatThrownBy(client::awaitPubAck).hasMessage("stan: invalid publish request");
            assertThat(client.ping()).contains("no longer registered");
        }
    }

    @Test
    void shouldStartWhereThereCanBeNoJournal() throws IOException {
        // given
        Path file = Files.writeString(state.resolve("file"), "in the way");

        // when
        StreamingSocket before = clientOfAServerThatStops(SessionJournal.in(file));

        // then
        try (StanchionServer server = start(SessionJournal.in(file));
                StreamingSocket client = before.reconnect(server.port())) {
            assertThat(client.ping()).contains("no longer registered");
        }
    }
}
