package dev.stanchion.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks of {@code spec/operations.md} 11 about a nats-server that clients connect to. */
@Tag("long")
class ExternalNatsIT {
    private static final String READY = "Streaming Server is ready";

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path folder;
    private NatsServer nats;

    @BeforeEach
    void startNats() {
        nats = NatsServer.start(programs);
    }

    private Program launch(String... flags) {
        return Server.launch(programs, Map.of("XDG_STATE_HOME", folder.toString()), List.of(flags));
    }

    private String refusal(String... flags) {
        Program server = launch(flags);
        assertThat(server.awaitExit()).isEqualTo(1);
        return server.errors().getLast();
    }

    private NatsServer natsWith(String configuration) throws IOException {
        Path file = Files.writeString(folder.resolve("nats.conf"), configuration);
        return NatsServer.start(programs, "-c", file.toString());
    }

    @Test
    void s11_36_shouldRefuseANatsNetworkThatAnotherServerIsOn() {
        // given
        Program first = launch("-ns", nats.url());
        first.awaitLine(READY);

        // when, then
        assertThat(refusal("-ns", nats.url()))
                .contains("discovered another streaming server with cluster ID \"test-cluster\"");
        launch("-ns", nats.url(), "-cid", "another").awaitLine(READY);
        assertThat(first.isAlive()).isTrue();
    }

    @Test
    void s11_64_shouldSayThatNoNatsServerIsThere() {
        assertThat(refusal("-ns", "nats://127.0.0.1:1"))
                .contains(
                        "[FTL] STREAM: Failed to start: nats: no servers available for connection")
                .contains("(nats://127.0.0.1:1: connection refused; expected: ");
    }

    @ParameterizedTest
    @CsvSource({
        "nats://127.0.0.1:%1$d, ''",
        "'nats://127.0.0.1:1, nats://127.0.0.1:%1$d', ''",
        "nats://h, missing port in address",
        "h:4222, malformed url: h:4222",
        "h, malformed url: h",
        "' ', no URL",
    })
    void s11_65_shouldTakeUrlsAsTheGoServerDoes(String urls, String refusal) {
        String line = urls.formatted(nats.port());
        if (refusal.isEmpty()) {
            launch("-ns", line).awaitLine(READY);
        } else {
            assertThat(refusal("-ns", line)).contains(refusal);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "u:p@127.0.0.1:%1$d, ''",
        "'nats://127.0.0.1:1, nats://u:p@127.0.0.1:%1$d', ''",
        "nats://u:wrong@127.0.0.1:%1$d, Authorization Violation",
        "'nats://u:p@127.0.0.1:1,nats://127.0.0.1:%1$d', Authorization Violation",
    })
    void s11_65_shouldLogInAsTheUrlSays(String urls, String refusal) throws IOException {
        NatsServer guarded = natsWith("authorization { user: u, password: p }");
        String line = urls.formatted(guarded.port());
        if (refusal.isEmpty()) {
            launch("-ns", line).awaitLine(READY);
        } else {
            assertThat(refusal("-ns", line)).contains(refusal).doesNotContain("wrong");
        }
    }

    @Test
    void s11_66_shouldComeBackWithNatsAndKeepPasswordsOutOfTheLog() throws IOException {
        // given
        NatsServer guarded = natsWith("authorization { user: u, password: s3cret }");
        Program server = launch("-ns", "nats://u:s3cret@127.0.0.1:" + guarded.port(), "-m", "-1");
        server.awaitLine(READY);

        // when
        guarded.kill();
        server.awaitLine("\" is lost: ");
        guarded.restart();

        // then
        String again = server.awaitLine(" reconnected to NATS Server at ");
        assertThat(again).contains("\"nats://[REDACTED]@127.0.0.1:" + guarded.port() + "\"");
        assertThat(server.errors()).noneMatch(line -> line.contains("s3cret"));
        assertThat(server.errors())
                .filteredOn(line -> line.contains("-general\" to NATS Server"))
                .hasSize(1);
    }

    @Test
    void shouldNameWhatItsUserMayNotDo() throws IOException {
        // given
        NatsServer guarded =
                natsWith(
                        """
                        authorization { users [ { user: u, password: p, permissions {
                          subscribe: { deny: "_STAN.pub.>" }
                        } } ] }
                        """);

        // when, then
        assertThat(refusal("-ns", "nats://u:p@127.0.0.1:" + guarded.port()))
                .contains("Permissions Violation for Subscription to \"_STAN.pub.");
    }

    @Test
    void shouldSignWithTheKeyOfAFile() throws IOException {
        // given: the test vector of spec/nats-core.md 7.4
        NatsServer guarded =
                natsWith(
                        """
                        authorization { users [ {
                          nkey: UD466L6EBCM3YY5HEGHJANNTN4LSKTSUXTH7RILHCKEQMQHTBNLHJJXT
                        } ] }
                        """);
        Path seed =
                Files.writeString(
                        folder.resolve("user.nk"),
                        "SUAKYRHVIOREXV7EUZTBHUHL7NUMHPMAS7QMDU3GTIUWEI5LDNOXD43IZY\n");
        Path file =
                Files.writeString(
                        folder.resolve("stan.conf"),
                        "streaming { ns: \"%s\", nkey_seed_file: \"%s\" }"
                                .formatted(guarded.url(), seed));

        // when, then
        launch("-c", file.toString()).awaitLine(READY);
        assertThat(refusal("-ns", guarded.url())).contains("Authorization Violation");
    }
}
