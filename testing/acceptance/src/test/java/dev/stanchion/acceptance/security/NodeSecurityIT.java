package dev.stanchion.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.acceptance.tickets.NodeTickets;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code node-nats-streaming} 0.3.2, unmodified. */
@Tag("long")
class NodeSecurityIT {
    private static final Path CLIENT =
            Project.root().resolve("testing/acceptance/src/test/node/security/client.js");

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path folder;

    private Program client(Server server, String user, String password, String authority) {
        Path installed = NodeTickets.programs().directory();
        return programs.start(
                "client",
                installed,
                Map.of("NODE_PATH", installed.resolve("node_modules").toString()),
                List.of(
                        "node",
                        CLIENT.toString(),
                        "nats://localhost:" + server.port(),
                        Server.CLUSTER_ID,
                        "node",
                        user,
                        password,
                        authority,
                        SecureServer.ALLOWED,
                        SecureServer.DENIED));
    }

    /** Longer than several heartbeats, which a client of limited rights must be able to answer. */
    private static void assertServed(Program client) {
        client.awaitLine("connected");
        client.awaitLine("refused payments:done");
        client.awaitLine("received 20");
        client.awaitLine("acked 30");
        assertThat(client.output())
                .noneMatch(line -> line.startsWith("problem"))
                .anyMatch(line ->
                        line.contains(
                                "stan: not allowed to publish to channel 'payments:done' (user"
                                        + " 'clerk')"))
                .anyMatch(line ->
                        line.contains(
                                "stan: not allowed to subscribe to channel 'payments:done' (user"
                                        + " 'clerk')"));
    }

    @Test
    void shouldServeAUserWithRightsPerChannel() throws IOException {
        // given
        SecureServer secure = new SecureServer(folder);
        secure.writeUsers("");
        Server server = Server.start(programs, "-c", secure.file().toString());

        // then
        assertServed(client(server, SecureServer.USER, SecureServer.PASSWORD, "-"));
        client(server, SecureServer.USER, "wrong", "-").awaitLine("problem error");
    }

    @Test
    void shouldServeItOverTls() throws IOException {
        // given
        SecureServer secure = new SecureServer(folder);
        secure.issueCertificate();
        secure.writeUsers(secure.tls());
        Server server = Server.start(programs, "-c", secure.file().toString());

        // then
        assertServed(
                client(
                        server,
                        SecureServer.USER,
                        SecureServer.PASSWORD,
                        secure.authority().toString()));
    }
}
