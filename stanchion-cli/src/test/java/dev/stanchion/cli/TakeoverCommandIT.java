package dev.stanchion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.cli.testing.GoFolder;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the command says and refuses. A server of this process is the old one; the directory is not
 * really its store.
 */
class TakeoverCommandIT {
    @TempDir private Path directory;

    private final StanchionServer old =
            StanchionServer.start(
                    ServerOptions.builder()
                            .host("127.0.0.1")
                            .port(0)
                            .monitoringHost("127.0.0.1")
                            .monitoringPort(0)
                            .clusterId("ticketing")
                            .build());

    @BeforeEach
    void writeStore() {
        GoFolder.at(directory.resolve("go"));
    }

    @AfterEach
    void stop() {
        old.close();
    }

    private CommandRun takesOver(String... more) {
        List<String> args = new ArrayList<>(List.of("takeover", old.clientUrl()));
        args.addAll(List.of(more));
        return new CommandRun().withTime().run(args.toArray(String[]::new));
    }

    private String[] fromFiles(String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "--cluster",
                                "ticketing",
                                "--store-dir",
                                directory.resolve("go").toString()));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private String target() {
        return directory.resolve("ours").toString();
    }

    /** Returns a stop command, and stops the old server when it has run. */
    private String stopCommand() {
        Path told = directory.resolve("told");
        Thread.startVirtualThread(() -> {
            Awaitility.await().until(() -> Files.exists(told));
            old.close();
        });
        return "touch " + told;
    }

    @Test
    void shouldSayWhatHappensToEachClientAndChangeNothing() {
        // when
        CommandRun run = takesOver(fromFiles("--dry-run"));

        // then
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().toList())
                .contains(
                        "  client app: keeps its ID and its subscriptions; it need not connect again",
                        "plan: Nothing was changed, and nothing was copied.")
                .anyMatch(line -> line.contains("on orders: of app; continues behind #5; 5 unack"));
        assertThat(run.exitCode()).isZero();
        assertThat(directory.resolve("ours")).doesNotExist();
    }

    @Test
    void shouldStartTheServerOnTheCopyWhenTheOldOneHasEnded() {
        // when
        CommandRun run =
                takesOver(
                        fromFiles(
                                "--into",
                                target(),
                                "--stop-command",
                                stopCommand(),
                                "--",
                                "-p",
                                "4333"));

        // then
        assertThat(run.out().lines().toList())
                .anyMatch(line -> line.startsWith("copy: 5 message(s)"))
                .anyMatch(line -> line.startsWith("catch up: 0 message(s)"))
                .anyMatch(line -> line.contains("start it again on its store"))
                .contains("Nothing is lost.");
        assertThat(run.exitCode()).as("the server's").isEqualTo(42);
        assertThat(run.serverArguments())
                .containsExactly(
                        "-cluster_id",
                        "ticketing",
                        "-store",
                        "file",
                        "-dir",
                        target(),
                        "-p",
                        "4333");
    }

    @Test
    void shouldRefuseAStoreOrAServerOfAnotherCluster() {
        assertThat(
                        takesOver(
                                        "--cluster",
                                        "other",
                                        "--store-dir",
                                        directory.resolve("go").toString(),
                                        "--dry-run")
                                .err())
                .contains("no server of cluster 'other' answers at nats://");
        CommandRun nobody =
                CommandRun.of(
                        "takeover",
                        "nats://127.0.0.1:1",
                        "--cluster",
                        "ticketing",
                        "--store-dir",
                        directory.resolve("go").toString(),
                        "--dry-run");
        assertThat(nobody.err()).contains("nothing listens at nats://127.0.0.1:1");
        assertThat(nobody.exitCode()).isEqualTo(1);
    }

    @Test
    void shouldRefuseATargetThatIsNotEmpty() {
        // given
        CommandRun.of("import", directory.resolve("go").toString(), "--into", target(), "--json");

        // when
        CommandRun run = takesOver(fromFiles("--into", target(), "--stop-command", "false"));

        // then
        assertThat(run.err()).contains("the target is not empty: it belongs to cluster ticketing");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void shouldSayThatTheOldServerServesWhenItCouldNotBeStopped() {
        // when
        CommandRun run = takesOver(fromFiles("--into", target(), "--stop-command", "exit 7"));

        // then
        assertThat(run.err()).contains("exit code 7", "it serves as before");
        assertThat(run.exitCode()).isEqualTo(1);

        // when
        CommandRun again =
                takesOver(
                        fromFiles(
                                "--into",
                                target(),
                                "--stop-command",
                                "true",
                                "--stop-timeout",
                                "1s"));

        // then
        assertThat(again.err()).contains("the old server has not ended after 1 s");
    }

    @Test
    void shouldCheckServerFlagsBeforeAnythingHappens() {
        assertThat(takesOver(fromFiles("--into", target(), "--", "-p", "x")).exitCode())
                .isEqualTo(2);
        assertThat(takesOver(fromFiles("--into", target(), "--max-pause", "x")).err())
                .contains("'--max-pause': 'x' (expected: a duration like 5s)");
        assertThat(directory.resolve("ours")).doesNotExist();
    }

    @Test
    void shouldRefuseATargetThatSharesFilesWithTheOldServer() {
        String inside = directory.resolve("go").resolve("new").resolve("store").toString();
        CommandRun run = takesOver(fromFiles("--into", inside));
        assertThat(run.err()).contains("is in the store of the old server");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(directory.resolve("go").resolve("new")).doesNotExist();
        CommandRun around = takesOver(fromFiles("--into", directory.toString()));
        assertThat(around.err()).contains("contains the store of the old server");
        assertThat(around.exitCode()).isEqualTo(2);
        assertThat(directory.resolve("catalog")).doesNotExist();
    }

    @Test
    void shouldRefuseTargetsAndServersThatWouldLoseTheCopy() {
        assertThat(takesOver(fromFiles("--into", "nats://127.0.0.1:4222")).err())
                .contains("a takeover writes to a directory or a database");
        assertThat(takesOver(fromFiles("--into", "memory")).err()).contains("keeps nothing");
        assertThat(takesOver(fromFiles("--into", target(), "--", "-store", "memory")).err())
                .contains("name another store than --into (expected: -store file -dir");
        assertThat(takesOver(fromFiles("--into", target(), "--", "-cid", "other")).err())
                .contains("name another cluster ID than --cluster");
        assertThat(directory.resolve("ours")).doesNotExist();
    }

    @Test
    void shouldRefuseToLeavePositionsWhereTheyCanBeRead() {
        CommandRun run = takesOver(fromFiles("--messages-only", "--dry-run"));
        assertThat(run.err()).contains("--messages-only is for --monitor");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void shouldDemandThatTheLossesOfAMemoryStoreAreAccepted() {
        // given
        String monitor = "http://127.0.0.1:" + old.monitoringPort();
        ConnectOptions options =
                ConnectOptions.builder("ticketing", ClientId.random()).url(old.clientUrl()).build();
        try (StreamingConnection connection = StreamingConnection.connect(options)) {
            connection.publish("tickets", "one".getBytes(UTF_8));
            connection.publish("tickets", "two".getBytes(UTF_8));
        }

        // when
        CommandRun refused = takesOver("--cluster", "ticketing", "--monitor", monitor, "--dry-run");
        CommandRun run =
                takesOver(
                        "--cluster",
                        "ticketing",
                        "--monitor",
                        monitor,
                        "--messages-only",
                        "--into",
                        target(),
                        "--stop-command",
                        stopCommand(),
                        "--json");

        // then
        assertThat(refused.err()).contains("accept the rest with --messages-only");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("{\"plan\":\"channel\",\"name\":\"tickets\"")
                .contains("{\"channel\":\"tickets\",\"messages\":2,\"first\":1,\"last\":2")
                .contains("were in its memory only");
        assertThat(run.exitCode()).as("done with losses").isEqualTo(3);
    }
}
