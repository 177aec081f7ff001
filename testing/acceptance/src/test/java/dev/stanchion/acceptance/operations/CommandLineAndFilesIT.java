package dev.stanchion.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of {@code spec/operations.md} 11 under "Command line" and "Configuration". */
@Tag("long")
class CommandLineAndFilesIT {
    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"foo", "-SD foo"})
    void s11_04_shouldNotKnowOtherCommands(String line) {
        assertThat(ends(line, 1)).contains("unrecognized command: \"foo\"");
    }

    @Test
    void s11_10_shouldRefuseNegativeLimits() {
        assertThat(ends("-p -1 -mm -1", 1))
                .anyMatch(line ->
                        line.matches(".*\\[FTL].* max messages limit cannot be negative \\(-1\\)"));
    }

    @ParameterizedTest
    @CsvSource({
        "--store xyz, unsupported store type: XYZ",
        "--store file, 'for FILE stores, root directory must be specified'",
    })
    void s11_11_shouldRefuseAStoreThatCannotBe(String flags, String why) {
        assertThat(ends("-p -1 " + flags, 1))
                .anyMatch(line -> line.endsWith("[FTL] STREAM: Failed to start: " + why));
    }

    @Test
    void s11_12_shouldTakeTheValueOfABooleanForACommand() {
        assertThat(ends("--clustered true", 1)).contains("unrecognized command: \"true\"");
    }

    @ParameterizedTest
    @CsvSource({"-sc s.conf -c n.conf, A, 1", "-sc s.conf, A, 0", "-c n.conf, B, 1"})
    void s11_14_shouldTakeEachPartFromItsFile(String flags, String id, int port) {
        // given
        int[] ports = {FreePort.next(), FreePort.next()};
        file("s.conf", "listen: \"127.0.0.1:%d\"\nstreaming { id: A }\n".formatted(ports[0]));
        file("n.conf", "listen: \"127.0.0.1:%d\"\nstreaming { id: B }\n".formatted(ports[1]));

        // when
        Program server = launch(flags);

        // then
        assertThat(server.awaitLine("Starting nats-streaming-server[" + id + "]"))
                .matches("\\[\\d+] \\d{4}/\\d\\d/\\d\\d .*");
        server.awaitLine("Listening for client connections on 127.0.0.1:" + ports[port]);
    }

    @Test
    void s11_15_shouldLeaveTheTimeOutUnlessTheLineSaysOtherwise() {
        // given
        file("t.conf", "logtime: false\n");

        // then
        assertThat(launch("-p -1 -c t.conf").awaitLine("Starting nats-streaming-server"))
                .matches("\\[\\d+] \\[INF] STREAM: Starting .*");
        assertThat(launch("-p -1 -c t.conf -T").awaitLine("Starting nats-streaming-server"))
                .matches("\\[\\d+] \\d{4}/\\d\\d/\\d\\d .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id: 123",
                "sd: 123",
                "hb_interval: 123",
                "hb_fail_count: false",
                "ns: 1",
                "discover_prefix: 1",
                "ft_group: 1",
                "encrypt: 1",
                "replace_durable: x",
                "store_limits { max_msgs: false }",
                "file { buffer_size: x }",
            })
    void s11_17_shouldRefuseValuesOfTheWrongType(String key) {
        file("a.conf", "streaming { " + key + " }\n");
        assertThat(String.join("\n", ends("-p -1 -sc a.conf", 1)))
                .contains("value is expected to be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"foo\"", "\"1h:0m\"", "\"1L0m\""})
    void s11_18_shouldRefuseWhatIsNoDuration(String duration) {
        file("a.conf", "streaming { hbi: " + duration + " }\n");
        assertThat(String.join("\n", ends("-p -1 -sc a.conf", 1))).contains("time: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "streaming: xxx",
                "streaming { store_limits: 1 }",
                "streaming { store_limits { channels: 1 } }",
                "streaming { store_limits { channels { foo: 1 } } }",
                "streaming { file: 1 }",
                "streaming { sql: 1 }",
            })
    void s11_19_shouldRefuseAScalarInPlaceOfAMap(String text) {
        file("a.conf", text + "\n");
        assertThat(String.join("\n", ends("-p -1 -sc a.conf", 1))).contains("to be a map/struct");
    }

    @Test
    void s11_20_shouldTakeZeroOfAChannelForUnlimited() throws Exception {
        // given
        file(
                "a.conf",
                """
                streaming { store_limits { max_msgs: 5, max_subs: 6, max_bytes: 7, max_age: "8s"
                  channels { foo { max_msgs: 0, max_subs: 0, max_bytes: 0, max_age: "0" } } } }
                """);

        // when
        Json limits =
                Monitored.start(programs, "-sc", directory.resolve("a.conf").toString())
                        .json("/streaming/storez");

        // then
        for (String limit : List.of("max_msgs", "max_subscriptions", "max_bytes", "max_age")) {
            assertThat(limits.number("limits/" + limit)).isPositive();
            assertThat(limits.number("limits/channels/foo/" + limit)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo.*bar", "foo.>.>", "foo..bar", "foo/bar", ".foo", "foo."})
    void s11_21_shouldRefuseChannelNamesThatCannotBe(String name) {
        file("a.conf", "streaming { store_limits { channels { \"" + name + "\" {} } } }\n");
        assertThat(String.join("\n", ends("-p -1 -sc a.conf", 1)))
                .contains("invalid channel name \"" + name + "\"");
    }

    @Test
    void s11_22_shouldIgnoreUnknownKeysButNotInAuthorization() {
        // given
        file("a.conf", "surprise: 1\nstreaming { surprise: 2, compat: strict }\n");
        file("b.conf", "port: -1\nauthorization { user: a, password: b, surprise: 3 }\n");

        // then
        launch("-p -1 -c a.conf").awaitLine("Streaming Server is ready");
        assertThat(String.join("\n", ends("-c b.conf", 1)))
                .contains("b.conf:2:")
                .contains("unknown field \"surprise\"");
    }

    @Test
    void s11_23_shouldWarnOfSecondsWithoutTheirUnit() {
        // given
        file("a.conf", "ping_interval: 20\n");

        // then
        launch("-p -1 -c a.conf").awaitLine("a.conf:1:1: ");
        Server.start(programs).assumeStanchion("-sc makes it end there");
        assertThat(launch("-p -1 -sc a.conf").awaitLine("ping_interval"))
                .endsWith("a.conf:1:1: ping_interval: 20 is read as seconds; write \"20s\"");
    }

    @Test
    void s11_24_shouldTakeVariablesFromTheEnvironment() {
        // given
        file("a.conf", "streaming { id: $POD_NAME }\n");

        // then
        Server.launch(programs, Map.of("POD_NAME", "stan-0"), words("-p -1 -sc a.conf"))
                .awaitLine("Starting nats-streaming-server[stan-0]");
        assertThat(String.join("\n", ends("-p -1 -sc a.conf", 1)))
                .contains("variable reference for 'POD_NAME' on line 1 can not be found");
    }

    @Test
    void s11_25_shouldTakeTheKeysOfAnIncludedFileForBothParts() {
        // given
        file("a.conf", "include ./more.conf\n");
        file("more.conf", "logtime: false\nstreaming { id: included }\n");

        // then
        assertThat(launch("-p -1 -sc a.conf").awaitLine("Starting nats-streaming-server[included]"))
                .matches("\\[\\d+] \\[INF] .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-c none.conf", "-sc none.conf", "-c ."})
    void s11_27_shouldSayWhyAFileCannotBeRead(String flags) {
        assertThat(String.join("\n", ends(flags, 1)))
                .containsAnyOf("no such file or directory", "is a directory");
    }

    @Test
    void s11_28_shouldTakeHoursButNotMinutesWithoutQuotes() {
        // given
        file("a.conf", "streaming { store_limits { max_age: 72h } }\n");
        file("b.conf", "streaming { store_limits { max_age: 10m } }\n");

        // then
        launch("-p -1 -sc a.conf").awaitLine("72h0m0s");
        assertThat(String.join("\n", ends("-p -1 -sc b.conf", 1))).contains("got int64");
    }

    /** The slip found in the wild: the cluster ID where the store belongs. */
    @Test
    void shouldSayWhatWasMeantByAStoreThatIsACluster() {
        // given
        Server.start(programs).assumeStanchion("it says less");

        // when
        List<String> said = ends("-p -1 -st my-cluster", 1);

        // then
        assertThat(said)
                .anyMatch(line ->
                        line.endsWith(
                                "[WRN] STREAM: -st names the type of the store, MEMORY, FILE, SQL, JETSTREAM;"
                                        + " the cluster ID is -cid my-cluster"))
                .last()
                .asString()
                .endsWith("[FTL] STREAM: Failed to start: unsupported store type: MY-CLUSTER");
    }

    private void file(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file's name stands for the file in this test's directory. */
    private List<String> words(String line) {
        return List.of(line.split(" ", -1)).stream()
                .map(word ->
                        word.endsWith(".conf") || word.equals(".")
                                ? directory.resolve(word).toString()
                                : word)
                .toList();
    }

    private Program launch(String line) {
        return Server.launch(programs, Map.of(), words(line));
    }

    private List<String> ends(String line, int exitCode) {
        Program program = launch(line);
        assertThat(program.awaitExit()).as(line).isEqualTo(exitCode);
        return program.errors();
    }
}
