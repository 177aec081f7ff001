package dev.stanchion.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.StanchionCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Imports to the streams of a NATS server, and serves them. */
@Tag("long")
class JetStreamImportIT {
    @RegisterExtension final Programs programs = new Programs();

    @TempDir private Path directory;

    private Program stanchion(String... arguments) {
        return StanchionCommand.start(programs, arguments);
    }

    private Program client(String url, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", url, "--cluster", Server.CLUSTER_ID));
        return stanchion(all.toArray(String[]::new));
    }

    private Program imports(Path store, NatsServer nats) {
        return stanchion("import", store.toString(), "--into", nats.url(), "--js_replicas", "1");
    }

    @Test
    void shouldServeWhatWasImported() {
        // given: files of the Go server
        Path ours = directory.resolve("ours");
        Path go = directory.resolve("go");
        Server old = Server.start(programs, "-store", "file", "-dir", ours.toString());
        for (String text : List.of("one", "two", "three")) {
            assertThat(client(old.url(), "publish", "orders", text).awaitExit()).isZero();
        }
        old.program().terminate();
        old.program().awaitExit();
        assertThat(
                        stanchion(
                                        "export",
                                        ours.toString(),
                                        "--format",
                                        "go",
                                        "--into",
                                        go.toString())
                                .awaitExit())
                .isZero();
        NatsServer nats =
                NatsServer.start(programs, "-js", "-sd", directory.resolve("streams").toString());
        nats.requireMinorVersion(14);

        // when
        Program done = imports(go, nats);

        // then
        assertThat(done.awaitExit()).as("%s", done).isZero();
        assertThat(done.output().toString())
                .contains("1 channel(s), 3 message(s)", "-store jetstream -js_replicas 1 -ns");
        Program again = imports(go, nats);
        assertThat(again.awaitExit()).isEqualTo(1);
        assertThat(again.errors().toString()).contains("the target is not empty");
        Program server =
                Server.launch(
                        programs,
                        Map.of(),
                        List.of(
                                "-cid",
                                Server.CLUSTER_ID,
                                "-store",
                                "jetstream",
                                "-js_replicas",
                                "1",
                                "-ns",
                                nats.url()));
        server.awaitLine("Streaming Server is ready");
        Program listener =
                client(nats.url(), "listen", "orders", "--from", "first", "--count", "3", "--json");
        assertThat(listener.awaitExit()).isZero();
        assertThat(listener.output().get(2)).contains("\"sequence\":3", "three");
        Program refused = imports(go, nats);
        assertThat(refused.awaitExit()).isEqualTo(1);
        assertThat(refused.errors().toString()).contains("is in use by");
    }
}
