package dev.stanchion.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.wire.RawClient;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP ({@code spec/operations.md} 6.3). */
@Tag("long")
class ReloadIT {
    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("server.conf"), text);
    }

    private void hangUp(Server server) {
        Command.run(folder, "kill", "-HUP", Long.toString(server.program().pid()));
    }

    private static String connect(Server server, String token) throws IOException {
        try (RawClient client = RawClient.connect(server.address())) {
            client.send("CONNECT {\"verbose\":false,\"auth_token\":\"%s\"}\r\n".formatted(token));
            return client.flush().strip();
        }
    }

    @Test
    void shouldTakeAnotherTokenAndKeepTheOldOnesIfTheFileIsWrong() throws IOException {
        // given
        Server server =
                Server.start(programs, "-c", write("authorization { token: \"0ld\" }").toString());
        Program program = server.program();
        assertThat(connect(server, "0ld")).isEqualTo("PONG");

        // when
        write("authorization { token: \"n3w\" }");
        hangUp(server);
        program.awaitLine("Reloaded server configuration");

        // then
        assertThat(program.errors()).anyMatch(line -> line.contains("Reloaded: authorization"));
        assertThat(connect(server, "n3w")).isEqualTo("PONG");
        assertThat(connect(server, "0ld")).isEqualTo("-ERR 'Authorization Violation'");

        // when
        write("authorization { tken: \"oops\" }");
        hangUp(server);
        program.awaitLine("Reload: ");

        // then
        assertThat(program.errors())
                .anyMatch(line ->
                        line.contains("[ERR] STREAM: Reload: ")
                                && line.contains("server.conf:1:17: unknown field \"tken\""));
        assertThat(connect(server, "n3w")).isEqualTo("PONG");
        assertThat(program.errors())
                .noneMatch(line -> line.contains("n3w") || line.contains("0ld"));
    }

    @Test
    void shouldKeepWhoMayConnectIfTheFileIsEmptyOrGoneOrSaysNothingOfIt() throws IOException {
        // given
        Path file = write("authorization { token: \"0ld\" }");
        Server server = Server.start(programs, "-c", file.toString());
        Program program = server.program();
        server.assumeStanchion("it lets everybody in then");

        // when
        write("\n# nothing here\n");
        hangUp(server);
        program.awaitLine("the configuration file is empty (expected: at least one key)");

        // then
        assertThat(connect(server, "wrong")).isEqualTo("-ERR 'Authorization Violation'");

        // when
        Files.delete(file);
        hangUp(server);
        program.awaitLine("server.conf: no such file or directory");

        // then
        assertThat(connect(server, "wrong")).isEqualTo("-ERR 'Authorization Violation'");

        // when
        write("max_payload: 5000");
        hangUp(server);
        program.awaitLine("Reloaded: max_payload = 5000");

        // then
        assertThat(program.errors())
                .anyMatch(line ->
                        line.contains(
                                "[WRN] STREAM: Reload: the configuration file has no authorization:"
                                        + " users and permissions stay as they are"));
        assertThat(connect(server, "wrong")).isEqualTo("-ERR 'Authorization Violation'");
        assertThat(connect(server, "0ld")).isEqualTo("PONG");

        // when
        write("authorization {}");
        hangUp(server);
        program.awaitLine("Reloaded: authorization token");

        // then
        assertThat(connect(server, "wrong")).isEqualTo("PONG");
    }

    @Test
    void shouldTakeLimitsAndSayWhatOfTheStreamingPartStays() throws Exception {
        // given
        String file = "max_payload: %d\npid_file: \"%s\"\nstreaming { hbi: \"%s\" }\n";
        Path pid = folder.resolve("pid");
        Server server =
                Server.start(
                        programs,
                        "-c",
                        write(file.formatted(1000, folder.resolve("old"), "5s")).toString());

        // when
        write(file.formatted(5000, pid, "6s"));
        hangUp(server);
        server.program().awaitLine("Reloaded server configuration");

        // then
        assertThat(server.program().errors())
                .anyMatch(line -> line.endsWith("[INF] Reloaded: max_payload = 5000"))
                .anyMatch(line -> line.endsWith("[INF] Reloaded: pid_file = " + pid));
        assertThat(pid).hasContent(Long.toString(server.program().pid()));
        StreamingConnection client =
                NatsStreaming.connect(
                        Server.CLUSTER_ID,
                        "me",
                        new Options.Builder().natsUrl(server.url()).build());
        client.publish("large", new byte[3000]);
        client.close();
        server.assumeStanchion("it reads nothing of the streaming part, and does not say so");
        assertThat(server.program().errors())
                .anyMatch(line ->
                        line.endsWith(
                                "[WRN] STREAM: Reload: the streaming part stays as it started: hb_interval;"
                                        + " restart to change it"));
    }

    @Test
    void shouldShowRenewedCertificatesOnEveryPortAndKeepConnections() throws Exception {
        // given
        SecureServer secure = new SecureServer(folder);
        secure.issueCertificate();
        secure.writeUsers(secure.tls() + "\n" + secure.webSockets());
        Server server = Server.start(programs, "-c", secure.file().toString(), "-ms", "-1");
        Program program = server.program();
        List<Integer> encryptedPorts =
                List.of(
                        portIn(program.awaitLine("Starting https monitor on ")),
                        portIn(program.awaitLine("Listening for websocket clients on ")));
        try (RawClient before = encryptAfterGreeting(server, secure)) {
            login(before);

            // when
            secure.issueCertificate();
            hangUp(server);
            program.awaitLine("Reloaded server configuration");

            // then: each handshake fails unless the new authority has signed
            for (int port : encryptedPorts) {
                RawClient.connectUngreeted(new InetSocketAddress(server.host(), port))
                        .encrypt(JavaSecurityIT.trusting(secure.authority()))
                        .close();
            }
            try (RawClient after = encryptAfterGreeting(server, secure)) {
                login(after);
            }
            assertThat(before.flush()).isEqualTo("PONG\r\n");
        }
    }

    private static int portIn(String line) {
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    private static RawClient encryptAfterGreeting(Server server, SecureServer secure)
            throws Exception {
        return RawClient.connect(server.address())
                .encrypt(JavaSecurityIT.trusting(secure.authority()));
    }

    private static void login(RawClient client) throws IOException {
        client.send(
                "CONNECT {\"verbose\":false,\"user\":\"%s\",\"pass\":\"%s\"}\r\n"
                        .formatted(SecureServer.USER, SecureServer.PASSWORD));
        assertThat(client.flush()).isEqualTo("PONG\r\n");
    }

    @Test
    void shouldSayThatThereIsNothingToReload() {
        // given
        Server server = Server.start(programs);

        // when
        hangUp(server);

        // then
        server.program()
                .awaitLine(
                        "[ERR] STREAM: Reload: can only reload config when a file is provided using"
                                + " -c or --config");
    }
}
