package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.server.testing.StreamingSocket;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that keeps its messages in a directory, and another one on the same. */
class FileStoreServerIT {
    private static final String CHANNEL = "tickets:created";

    @TempDir private Path directory;

    private StanchionServer start(String clusterId) {
        return StanchionServer.start(
                ServerOptions.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .clusterId(clusterId)
                        .store(StoreChoice.in(directory.resolve("data")))
                        .build());
    }

    @Test
    void shouldGoOnWithItsClientsAndMessagesAfterARestart() throws IOException {
        // given
        StreamingSocket before;
        try (StanchionServer server = start("tickets");
                StreamingSocket client =
                        StreamingSocket.connect(server.port(), "tickets", "orders")) {
            before = client;
            client.subscribe(CHANNEL);
            client.publish(CHANNEL, "guid-1", "before");
            client.awaitPubAck();
            assertThat(client.awaitDelivery(CHANNEL)).isEqualTo("1:before");
        }

        // when
        try (StanchionServer server = start("tickets");
                StreamingSocket client = before.reconnect(server.port())) {
            client.publish(CHANNEL, "guid-2", "after");

            // then
            assertThat(client.awaitPubAck()).isEqualTo("guid-2");
            assertThat(client.awaitDelivery(CHANNEL)).isEqualTo("2:after");
            assertThat(client.ping()).isEmpty();
        }
    }

    @Test
    void s8_21_shouldRefuseAnotherClusterId() {
        // given
        start("tickets").close();

        // when // then
        assertThatThrownBy(() -> start("orders"))
                .isInstanceOf(StartException.class)
                .hasMessage("cluster ID \"orders\" does not match recovered value of \"tickets\"");
        start("tickets").close();
    }

    @Test
    void s8_18_shouldRefuseADirectoryThatAServerHas() {
        try (StanchionServer first = start("tickets")) {
            assertThat(first.port()).isPositive();
            assertThatThrownBy(() -> start("tickets"))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
        }
    }
}
