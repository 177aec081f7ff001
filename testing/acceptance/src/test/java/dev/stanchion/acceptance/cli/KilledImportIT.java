package dev.stanchion.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.database.MariaDbServer;
import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.kit.network.Proxy;
import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.GoServer;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.StanchionCommand;
import dev.stanchion.kit.process.Waiting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills an import in the middle, and starts it again. The files are those of a Go server, and the
 * messages are compared with what that server delivered.
 */
@Tag("long")
class KilledImportIT {
    private static final String READY = "Streaming Server is ready";
    private static final int MESSAGES = 200;
    private static final int MESSAGE_BYTES = 50_000;

    /** Some batches are committed then, and some are not sent. */
    private static final long SENT_BYTES = 6_000_000;

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    private List<String> delivered = List.of();

    @BeforeEach
    void writeFiles() {
        String port = Integer.toString(FreePort.next());
        Program server = GoServer.start(programs, Path.of(source()), "-a", "127.0.0.1", "-p", port);
        String url = "nats://127.0.0.1:" + port;
        LargeMessages.publish(url, MESSAGES, MESSAGE_BYTES);
        delivered = everythingAt(url);
        server.terminate();
        server.awaitExit();
    }

    private String source() {
        return directory.resolve("go").toString();
    }

    private Program stanchion(String... arguments) {
        return StanchionCommand.start(programs, arguments);
    }

    /** Returns all messages with their sequences, times and payloads. */
    private List<String> everythingAt(String url) {
        return LargeMessages.first(url, MESSAGES);
    }

    private Program imports(String target) {
        return stanchion("import", source(), "--into", target, "--js_replicas", "1", "--json");
    }

    private void killInTheMiddle(int port, IntFunction<String> target) {
        try (Proxy proxy = Proxy.startUpTo("127.0.0.1", port, SENT_BYTES)) {
            Program killed = imports(target.apply(proxy.port()));
            Waiting.until("the import is in the middle", proxy::isUsedUp);
            killed.kill();
        }
    }

    private void requireContinued(String target) {
        Program again = imports(target);
        assertThat(again.awaitExit()).as("%s", again).isZero();
        assertThat(again.output().getLast())
                .contains("\"messages\":" + MESSAGES, "\"losses\":0")
                .doesNotContain("\"kept\":0,");
    }

    private void requireRefused(Stream<String> flags) {
        Program refused = Server.launch(programs, Map.of(), ofServer(flags));
        assertThat(refused.awaitExit()).as("%s", refused).isEqualTo(1);
        assertThat(refused.errors().toString()).contains("unfinished-import-of-");
    }

    private static List<String> ofServer(Stream<String> flags) {
        return Stream.concat(Stream.of("-cid", Server.CLUSTER_ID), flags).toList();
    }

    @Test
    void shouldContinueInADatabase() {
        // given
        TestDatabase database = MariaDbServer.shared().newDatabase();
        IntFunction<String> target =
                port ->
                        database.jdbcUrlWithUser()
                                .replace(":" + database.port() + "/", ":" + port + "/");
        String[] flags = database.flags().split(" ", -1);

        // when
        killInTheMiddle(database.port(), target);

        // then
        requireRefused(Stream.concat(Stream.of(flags), Stream.of("-p", "-1")));
        requireContinued(target.apply(database.port()));
        assertThat(everythingAt(Server.start(programs, flags).url())).isEqualTo(delivered);
    }

    @Test
    void shouldContinueInTheStreamsOfANatsServer() {
        // given
        NatsServer nats =
                NatsServer.start(programs, "-js", "-sd", directory.resolve("streams").toString());
        nats.requireMinorVersion(14);
        List<String> flags = List.of("-store", "jetstream", "-js_replicas", "1", "-ns", nats.url());

        // when
        killInTheMiddle(nats.port(), port -> "nats://127.0.0.1:" + port);

        // then
        requireRefused(flags.stream());
        requireContinued(nats.url());
        Server.launch(programs, Map.of(), ofServer(flags.stream())).awaitLine(READY);
        assertThat(everythingAt(nats.url())).isEqualTo(delivered);
    }
}
