package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.server.testing.StreamingSocket;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.check.StoreCheck;
import dev.stanchion.store.file.check.StoreReport;
import dev.stanchion.store.file.commit.Sync;
import dev.stanchion.store.file.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that a single server has, then a group that shares it, and then a single one. */
class SharedDirectoryIT {
    private static final String CHANNEL = "tickets:created";

    @TempDir private Path parent;

    private Path directory() {
        return parent.resolve("data");
    }

    private ServerOptions.Builder options() {
        return ServerOptions.builder()
                .host("127.0.0.1")
                .port(0)
                .clusterId("tickets")
                .store(StoreChoice.in(directory()));
    }

    private static StanchionServer member(ServerOptions.Builder options) {
        StanchionServer server =
                StanchionServer.start(
                        options.ftGroup(FtGroup.of("tickets").onSharedDirectory()).build());
        await().atMost(Duration.ofSeconds(30)).until(server::isActive);
        return server;
    }

    @Test
    void shouldGoFromASingleServerToAGroupAndBack() throws IOException {
        // given
        StreamingSocket client;
        try (StanchionServer single = StanchionServer.start(options().build())) {
            client = StreamingSocket.connect(single.port(), "tickets", "orders");
            client.subscribe(CHANNEL);
            assertThat(publish(client, "one")).isEqualTo("1:one");
        }

        // when
        int port = FreePort.next();
        try (StanchionServer member = member(options().port(port))) {
            assertThat(member.isActive()).isTrue();
            client = client.reconnect(port);
            assertThat(publish(client, "two")).isEqualTo("2:two");
        }
        try (StanchionServer single = StanchionServer.start(options().build())) {
            client = client.reconnect(single.port());
            assertThat(publish(client, "three")).isEqualTo("3:three");

            // then
            assertThatThrownBy(() -> StanchionServer.start(options().build()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("it is in use by");
        }
        client.close();
        StoreReport report = StoreCheck.of(new RealDisk(), directory());
        assertThat(report.findings()).isEmpty();
        assertThat(report.channels())
                .singleElement()
                .hasFieldOrPropertyWithValue("messageCount", 3L);
    }

    private static String publish(StreamingSocket client, String data) throws IOException {
        client.publish(CHANNEL, "guid-" + data, data);
        client.awaitPubAck();
        return client.awaitDelivery(CHANNEL);
    }

    @Test
    void shouldRefuseToAcknowledgeWhatIsNotSynced() {
        // given
        FileStoreOptions unsynced = FileStoreOptions.DEFAULTS.withSync(Sync.OS);
        ServerOptions options =
                options()
                        .store(new StoreChoice.File(directory(), unsynced))
                        .ftGroup(FtGroup.of("tickets").onSharedDirectory())
                        .build();

        // when // then
        assertThatThrownBy(() -> StanchionServer.start(options))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("with -ft_shared, file_sync must be \"always\"");
        assertThat(Files.exists(directory())).isFalse();
    }
}
