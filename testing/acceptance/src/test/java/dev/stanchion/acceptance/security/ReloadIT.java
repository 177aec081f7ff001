package dev.stanchion.acceptance.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP ({@code spec/operations.md} 6.3). */
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
        try (Socket socket = new Socket(server.host(), server.port())) {
            socket.setSoTimeout(30_000);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            in.readLine(); // INFO
            socket.getOutputStream()
                    .write(
                            "CONNECT {\"verbose\":false,\"auth_token\":\"%s\"}\r\nPING\r\n"
                                    .formatted(token)
                                    .getBytes(UTF_8));
            return in.readLine();
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
                                "[WRN] STREAM: Reload: the configuration file does not say who may"
                                        + " connect: users and permissions stay as they are"));
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
        try (Socket before = encryptAfterGreeting(server, secure)) {
            login(before);

            // when
            secure.issueCertificate();
            hangUp(server);
            program.awaitLine("Reloaded server configuration");

            // then: each handshake fails unless the new authority has signed
            for (int port : encryptedPorts) {
                encrypt(new Socket(server.host(), port), secure).close();
            }
            try (Socket after = encryptAfterGreeting(server, secure)) {
                login(after);
            }
            before.getOutputStream().write("PING\r\n".getBytes(UTF_8));
            assertThat(lineOf(before)).isEqualTo("PONG");
        }
    }

    private static int portIn(String line) {
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    private static Socket encryptAfterGreeting(Server server, SecureServer secure)
            throws Exception {
        Socket plain = new Socket(server.host(), server.port());
        plain.setSoTimeout(30_000);
        assertThat(lineOf(plain)).startsWith("INFO {");
        return encrypt(plain, secure);
    }

    private static Socket encrypt(Socket plain, SecureServer secure) throws Exception {
        SSLSocket encrypted =
                (SSLSocket)
                        JavaSecurityIT.trusting(secure.authority())
                                .getSocketFactory()
                                .createSocket(plain, "localhost", plain.getPort(), true);
        encrypted.setSoTimeout(30_000);
        encrypted.startHandshake();
        return encrypted;
    }

    private static void login(Socket socket) throws IOException {
        socket.getOutputStream()
                .write(
                        "CONNECT {\"verbose\":false,\"user\":\"%s\",\"pass\":\"%s\"}\r\nPING\r\n"
                                .formatted(SecureServer.USER, SecureServer.PASSWORD)
                                .getBytes(UTF_8));
        assertThat(lineOf(socket)).isEqualTo("PONG");
    }

    /** Returns the next line that is no PING, and reads no byte more. */
    private static String lineOf(Socket socket) throws IOException {
        String line = anyLineOf(socket);
        while (line.equals("PING")) {
            line = anyLineOf(socket);
        }
        return line;
    }

    private static String anyLineOf(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\n';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString().strip();
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
