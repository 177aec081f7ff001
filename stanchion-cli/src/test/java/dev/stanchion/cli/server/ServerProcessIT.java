package dev.stanchion.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator sees of the process: signals, exit codes, files and the log. */
class ServerProcessIT {
    @ParameterizedTest
    @CsvSource({"INT, 0", "TERM, 143"})
    void s11_54_shouldStopGracefullyAndSayBySomeExitCodeWhy(String signal, int exitCode)
            throws IOException, InterruptedException {
        try (ServerUnderTest server = ServerUnderTest.start("-a", "127.0.0.1", "-p", "-1")) {
            // given
            server.awaitPort();

            // when
            server.send(signal);

            // then
            assertThat(server.awaitExit()).isEqualTo(exitCode);
            assertThat(server.awaitWholeLog())
                    .endsWith(
                            "[INF] STREAM: Shutting down.",
                            "[INF] Initiating Shutdown...",
                            "[INF] Server Exiting..");
        }
    }

    @ParameterizedTest
    @CsvSource({"'', true", "1, false"})
    void shouldColourItsLogUnlessColoursAreDeclined(String noColor, boolean isColoured)
            throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("NO_COLOR", noColor, "TERM", "xterm");
        try (ServerUnderTest server =
                ServerUnderTest.startInTerminal(environment, "-a", "127.0.0.1", "-p", "-1")) {
            String line = server.awaitLine("Starting nats-streaming-server");
            assertThat(line.contains("\033[")).isEqualTo(isColoured);
        }
    }

    @Test
    void shouldSendItsClientsAwayAndEndWithZeroAfterSigusr2()
            throws IOException, InterruptedException {
        try (ServerUnderTest server = ServerUnderTest.start("-a", "127.0.0.1", "-p", "-1", "-SD")) {
            // given
            int port = server.awaitPort();
            server.awaitLine("Clients on this machine");

            // when: nobody is connected
            server.send("USR2");

            // then
            server.awaitLine("[INF] Entering lame duck mode, stop accepting new clients");
            assertThat(server.awaitExit()).isZero();
            assertThatThrownBy(() -> new Socket("127.0.0.1", port))
                    .isInstanceOf(ConnectException.class);
        }
    }

    /** A recording sends a signal to each thread that it looks at. */
    @Test
    @Tag("long")
    void shouldGoOnServingWhileItIsRecorded(@TempDir Path directory)
            throws IOException, InterruptedException {
        Path recording = directory.resolve("recording.jfr");
        Map<String, String> environment =
                Map.of(
                        "JDK_JAVA_OPTIONS",
                        "-XX:StartFlightRecording:settings=profile,filename=" + recording);
        try (ServerUnderTest server =
                ServerUnderTest.start(environment, "-a", "127.0.0.1", "-p", "-1")) {
            // given
            int port = server.awaitPort();

            // when
            try (Socket socket = new Socket("127.0.0.1", port)) {
                OutputStream out = socket.getOutputStream();
                out.write("CONNECT {\"verbose\":false}\r\nPING\r\n".getBytes(UTF_8));
                byte[] messages = "PUB a 1\r\nx\r\n".repeat(10_000).getBytes(UTF_8);
                for (int i = 0; i < 200; i++) {
                    out.write(messages);
                }
                out.write("PING\r\n".getBytes(UTF_8));
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
                assertThat(in.readLine()).startsWith("INFO");
                // The server asks, too, if all this takes longer than two seconds.
                assertThat(in.lines().filter(line -> !line.equals("PING")).limit(2))
                        .containsExactly("PONG", "PONG");
            }
            server.send("TERM");

            // then
            assertThat(server.awaitExit()).isEqualTo(143);
            assertThat(RecordingFile.readAllEvents(recording))
                    .anyMatch(
                            event -> event.getEventType().getName().equals("jdk.ExecutionSample"));
        }
    }

    @Test
    void s11_55_shouldIgnoreSigusr2WithStrictCompatibility(@TempDir Path directory)
            throws IOException, InterruptedException {
        // given
        Path file = Files.writeString(directory.resolve("f"), "streaming { compat: strict }");
        try (ServerUnderTest server =
                ServerUnderTest.start(
                        "-a", "127.0.0.1", "-p", "-1", "-SD", "-c", file.toString())) {
            int port = server.awaitPort();
            server.awaitLine("Clients on this machine");

            // when
            server.send("USR2");
            server.send("USR1");
            server.awaitLine("STREAM: File log re-open ignored, not a file logger");

            // then
            assertThat(server.isAlive()).isTrue();
            new Socket("127.0.0.1", port).close();
        }
    }

    @Test
    void s11_55_shouldSurviveTheSignalsThatAskForSomethingElse()
            throws IOException, InterruptedException {
        try (ServerUnderTest server = ServerUnderTest.start("-a", "127.0.0.1", "-p", "-1")) {
            // given
            int port = server.awaitPort();

            // when
            server.send("HUP");
            server.awaitLine(
                    "[ERR] STREAM: Reload: can only reload config when a file is provided");
            server.send("USR1");
            server.awaitLine("STREAM: File log re-open ignored, not a file logger");

            // then
            assertThat(server.isAlive()).isTrue();
            new Socket("127.0.0.1", port).close();
        }
    }

    @Test
    void shouldLogTheStartInTheOrderThatScriptsKnow() throws IOException, InterruptedException {
        try (ServerUnderTest server =
                ServerUnderTest.start(
                        "-a",
                        "127.0.0.1",
                        "-p",
                        "-1",
                        "-m",
                        "-1",
                        "-cid",
                        "ticketing",
                        "-dir",
                        "x")) {
            // when
            server.awaitLine("Stanchion ");
            server.send("INT");

            // then
            assertThat(server.awaitWholeLog())
                    .map(line -> line.replaceAll("(: +| )(\\d[\\w.:+-]*|\\w{20,})$", "$1…"))
                    .containsSubsequence(
                            "[INF] STREAM: Starting nats-streaming-server[ticketing] version …",
                            "[INF] STREAM: ServerID: …",
                            "[INF] STREAM: Java version: …",
                            "[INF] Starting nats-server",
                            "[INF]   Version:  …",
                            "[INF]   Name:     …",
                            "[INF]   ID:       …",
                            "[INF] Starting http monitor on …",
                            "[INF] STREAM: Recovering the state...",
                            "[INF] STREAM: No recovered state",
                            "[INF] STREAM: Message store is MEMORY",
                            "[INF] STREAM: ---------- Store Limits ----------",
                            "[INF] STREAM: ----------------------------------",
                            "[INF] Listening for client connections on …",
                            "[INF] Server is ready",
                            "[INF] STREAM: Streaming Server is ready",
                            "[WRN] STREAM: -dir has no effect: it belongs to the FILE store");
        }
    }

    @Test
    void s11_60_shouldWriteItsProcessIdWithoutALineEnd(@TempDir Path dir)
            throws IOException, InterruptedException {
        // given
        Path file = Files.writeString(dir.resolve("pid"), "what an earlier run left");
        try (ServerUnderTest server =
                ServerUnderTest.start(
                        "-a", "127.0.0.1", "-p", "-1", "-P", file.toString(), "-SD")) {
            // when
            server.awaitLine("Clients on this machine"); // by then the file is written

            // then
            assertThat(Files.readString(file)).isEqualTo(Long.toString(server.pid()));
            server.send("TERM");
            server.awaitExit();
            assertThat(file).exists();
        }
    }

    @Test
    void shouldSayInOneLineThatThePidFileCannotBeWritten(@TempDir Path dir)
            throws IOException, InterruptedException {
        // given
        Path file = dir.resolve("no/pid");
        try (ServerUnderTest server =
                ServerUnderTest.start("-a", "127.0.0.1", "-p", "-1", "-P", file.toString())) {
            // then
            assertThat(server.awaitExit()).isEqualTo(1);
            assertThat(server.awaitWholeLog())
                    .contains(
                            "[FTL] Could not write pidfile: open "
                                    + file
                                    + ": no such file or directory");
        }
    }

    @Test
    void shouldTellInAPortsFileWhereItListensAsLongAsItDoes(@TempDir Path dir)
            throws IOException, InterruptedException {
        // given
        Path conf = Files.writeString(dir.resolve("f"), "ports_file_dir: \"" + dir + "\"");
        try (ServerUnderTest server =
                ServerUnderTest.start(
                        "-a", "127.0.0.1", "-p", "-1", "-m", "-1", "-D", "-SD", "-c", "" + conf)) {
            String monitor = server.awaitLine("Starting http monitor on ");
            int port = server.awaitPort();
            server.awaitLine("Clients on this machine"); // by then the file is written

            // then
            Path file = dir.resolve("stanchion_" + server.pid() + ".ports");
            assertThat(Files.readString(file))
                    .isEqualTo(
                            "{\"nats\":[\"nats://127.0.0.1:%d\"],\"monitoring\":[\"http://%s\"]}",
                            port, monitor.substring(monitor.lastIndexOf(' ') + 1));

            // when
            Path other = Files.createDirectory(dir.resolve("other"));
            Files.writeString(conf, "ports_file_dir: \"" + other + "\"");
            server.send("HUP");
            server.awaitLine("Reloaded server configuration");

            // then
            assertThat(file).doesNotExist();
            assertThat(other.resolve(file.getFileName())).exists();
            server.send("TERM");
            server.awaitExit();
            assertThat(other).isEmptyDirectory();
        }
    }

    @Test
    void shouldServeWithoutAPortsFileThatCannotBeWritten(@TempDir Path dir)
            throws IOException, InterruptedException {
        try (ServerUnderTest server =
                ServerUnderTest.start(
                        "-a", "127.0.0.1", "-p", "-1", "-ports_file_dir", dir + "/no")) {
            server.awaitLine("[ERR] Error writing ports file (" + dir + "/no/stanchion_");
            server.send("INT");
            assertThat(server.awaitExit()).isZero();
        }
    }

    @Test
    void shouldTakePoliciesOnSighupAndKeepThemIfTheFileIsWrong(@TempDir Path dir)
            throws IOException, InterruptedException {
        // given
        Path conf = dir.resolve("a.conf");
        Files.writeString(conf, "streaming { policies { orders { delay: \"1s\" } } }");
        try (ServerUnderTest server =
                ServerUnderTest.start("-a", "127.0.0.1", "-p", "-1", "-c", conf.toString())) {
            server.awaitLine("Streaming Server is ready");

            // when
            Files.writeString(conf, "streaming { policies { orders { delay: \"2s\" } } }");
            server.send("HUP");

            // then
            server.awaitLine("Reloaded: policies = orders=delay:2s");

            // when
            Files.writeString(conf, "streaming { policies { orders { dely: \"3s\" } } }");
            server.send("HUP");

            // then
            server.awaitLine("a.conf:1:33: unknown field \"dely\"; did you mean \"delay\"?");

            // when
            Files.writeString(conf, "streaming { policies { orders { delay: \"4s\" } } }");
            server.send("HUP");

            // then
            server.awaitLine("Reloaded: policies = orders=delay:4s");
        }
    }

    @Test
    void shouldTestAConfigurationWithoutStarting(@TempDir Path dir)
            throws IOException, InterruptedException {
        // given
        Path good = Files.writeString(dir.resolve("good"), "port: 4222\nmax_payload: 1MB");
        Path bad =
                Files.writeString(
                        dir.resolve("bad"), "tls { cert_file: \"no.pem\", key_file: \"no.pem\" }");
        try (ServerUnderTest yes = ServerUnderTest.start("-t", "-c", good.toString());
                ServerUnderTest no = ServerUnderTest.start("-t", "-c", bad.toString())) {
            // then
            assertThat(yes.awaitExit()).isZero();
            assertThat(yes.awaitWholeLog())
                    .containsExactly(
                            "nats-streaming-server: configuration file " + good + " is valid");
            assertThat(no.awaitExit()).isEqualTo(1);
            assertThat(no.awaitWholeLog())
                    .singleElement()
                    .asString()
                    .contains("no.pem: no such file (expected: a PEM file");
        }
    }

    @Test
    void shouldTraceTheProtocolAndTheStreamingRequests() throws IOException, InterruptedException {
        try (ServerUnderTest server =
                ServerUnderTest.start("-a", "127.0.0.1", "-p", "-1", "-DV", "-SDV")) {
            int port = server.awaitPort();

            // when
            try (Socket socket = new Socket("127.0.0.1", port)) {
                String from = "127.0.0.1:" + socket.getLocalPort() + " - cid:1 - ";
                socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));

                // then
                server.awaitLine("[DBG] " + from + "Client connection created");
                server.awaitLine("[TRC] " + from + "<<- [PING]");
                server.awaitLine("[TRC] " + from + "->> [PONG]");
            }
            server.awaitLine("Client connection closed: Client Closed");
        }
    }

    @Test
    void shouldEndWithOneFatalLineWhenThePortIsTaken() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ServerUnderTest server =
                        ServerUnderTest.start(
                                "-a", "127.0.0.1", "-p", String.valueOf(taken.getLocalPort()))) {
            assertThat(server.awaitExit()).isEqualTo(1);
            assertThat(server.awaitWholeLog())
                    .filteredOn(line -> !line.startsWith("[INF]"))
                    .containsExactly(
                            "[FTL] Error listening on port: 127.0.0.1:%d, \"listen tcp 127.0.0.1:%1$d: bind: address already in use\"; another program uses it; stop it, or choose another port"
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void shouldEndWithABareLineWhenTheLogFileCannotBeOpened(@TempDir Path dir)
            throws IOException, InterruptedException {
        // given
        Path file = dir.resolve("no/log");
        try (ServerUnderTest server = ServerUnderTest.start("-l", file.toString())) {
            // then
            assertThat(server.awaitExit()).isEqualTo(1);
            assertThat(server.awaitWholeLog())
                    .singleElement()
                    .asString()
                    .matches(
                            "\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d error opening file: open .*")
                    .endsWith(file + ": no such file or directory");
        }
    }

    @Test
    void shouldGiveItsHintBeforeTheFatalLine() throws IOException, InterruptedException {
        try (ServerUnderTest server = ServerUnderTest.start("-st", "my-cluster")) {
            assertThat(server.awaitExit()).isEqualTo(1);
            assertThat(server.awaitWholeLog())
                    .filteredOn(line -> !line.startsWith("[INF]"))
                    .containsExactly(
                            "[WRN] STREAM: -st names the type of the store, MEMORY, FILE, SQL, JETSTREAM;"
                                    + " the cluster ID is -cid my-cluster",
                            "[FTL] STREAM: Failed to start: unsupported store type: MY-CLUSTER");
        }
    }
}
