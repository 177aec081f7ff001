package dev.stanchion.acceptance.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.acceptance.process.Command;
import dev.stanchion.acceptance.process.Program;
import dev.stanchion.acceptance.process.Programs;
import dev.stanchion.acceptance.process.Server;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
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
