package dev.stanchion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.server.Limits;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.SourceChannel;
import dev.stanchion.transfer.StoreSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies the messages of a server that runs. */
class LiveImportIT {
    private static final int MESSAGES = 300;
    private static final int KEPT = 200;

    @TempDir private Path directory;

    private final StanchionServer server =
            StanchionServer.start(
                    ServerOptions.builder()
                            .host("127.0.0.1")
                            .port(0)
                            .monitoringHost("127.0.0.1")
                            .monitoringPort(0)
                            .clusterId("old")
                            .limits(
                                    new Limits(
                                            100, 100, KEPT, 1 << 30, Duration.ZERO, Duration.ZERO))
                            .build());

    @AfterEach
    void stop() {
        server.close();
    }

    private CommandRun imports(String... more) {
        List<String> args = new ArrayList<>(List.of("import", server.clientUrl()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private String monitor() {
        return "http://127.0.0.1:" + server.monitoringPort();
    }

    private void publish() {
        ConnectOptions options =
                ConnectOptions.builder("old", ClientId.random()).url(server.clientUrl()).build();
        try (StreamingConnection connection = StreamingConnection.connect(options)) {
            for (int i = 1; i <= MESSAGES; i++) {
                connection.publish("orders", ("order " + i).getBytes(UTF_8));
            }
            connection.publish("tickets", "one".getBytes(UTF_8));
        }
    }

    @Test
    void shouldKeepSequencesAndTimes() {
        // given
        publish();

        // when
        CommandRun run =
                imports("--cluster", "old", "--monitor", monitor(), "--into", target().toString());

        // then
        assertThat(run.out()).contains("cluster old, 0 client(s), 2 channel(s), 201 message(s)");
        assertThat(run.err()).contains("A server that runs gives its messages only");
        assertThat(run.exitCode()).isZero();
        try (Source copy = new StoreSource(new FileStore(target(), FileStoreOptions.DEFAULTS))) {
            SourceChannel orders = copy.channels().getFirst();
            List<Long> sequences = new ArrayList<>();
            List<Long> times = new ArrayList<>();
            orders.readMessages(message -> {
                sequences.add(message.sequence());
                times.add(message.timestampEpochNanos());
            });
            assertThat(sequences).hasSize(KEPT).startsWith(101L).endsWith(300L).isSorted();
            assertThat(times).isSorted().allMatch(time -> time > 1_000_000_000_000_000_000L);
        }
    }

    private Path target() {
        return directory.resolve("copy");
    }

    @Test
    void shouldTryTheCopyInMemory() {
        // given
        publish();

        // when
        CommandRun run = imports("--cluster", "old", "--monitor", monitor(), "--into", "memory");

        // then
        assertThat(run.out()).contains("201 message(s)").doesNotContain("Start the server");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldCompleteNothingThatIsThere() {
        // given
        String[] done = {"--cluster", "old", "--monitor", monitor(), "--into", target().toString()};
        publish();
        imports(done);

        // then
        assertThat(imports("--complete", "--cluster", "old", "--into", target().toString()).err())
                .contains("the target has no unfinished copy of cluster old");
        assertThat(imports("--complete", "--cluster", "old", "--into", "memory").exitCode())
                .isEqualTo(2);
        assertThat(imports("--complete", "--into", target().toString()).err())
                .contains("--complete needs --cluster");
        Path missing = directory.resolve("missing");
        assertThat(
                        imports("--complete", "--cluster", "old", "--into", missing.toString())
                                .exitCode())
                .isEqualTo(2);
        assertThat(missing).doesNotExist();
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThat(imports("--dry-run").err()).contains("--cluster is missing");
        assertThat(imports("--dry-run", "--cluster", "old").err()).contains("--monitor is missing");
        assertThat(imports("--dry-run", "--cluster", "new", "--monitor", monitor()).err())
                .contains("belongs to cluster 'old', not to 'new'");
        assertThat(
                        imports("--dry-run", "--cluster", "old", "--monitor", "http://127.0.0.1:1")
                                .err())
                .contains("http://127.0.0.1:1 does not answer");
    }
}
