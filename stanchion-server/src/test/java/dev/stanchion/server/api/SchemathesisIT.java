package dev.stanchion.server.api;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.CommandFailedException;
import dev.stanchion.kit.process.Installation;
import dev.stanchion.kit.process.Toolchain;
import dev.stanchion.nats.auth.Secret;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.AdminUser;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.testing.StreamingSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schemathesis from PyPI makes requests from the OpenAPI document, valid ones and others. No answer
 * may be a bug, and every answer must be as the document says.
 */
@Tag("long")
class SchemathesisIT {
    private static final Path REQUIREMENTS = Path.of("src/test/schemathesis/requirements.txt");
    private static final Path CONFIGURATION = Path.of("src/test/schemathesis/schemathesis.toml");

    @TempDir private Path folder;

    @Test
    void shouldAnswerAnythingAsTheDocumentSays() throws Exception {
        // given
        Toolchain.PYTHON.orSkip();
        Path tool = installed().resolve("environment/bin/schemathesis");
        AdminUser root = new AdminUser("root", Secret.of("secret"), Role.ADMIN, List.of());
        try (StanchionServer server =
                        StanchionServer.start(
                                ServerOptions.builder()
                                        .port(0)
                                        .monitoringPort(0)
                                        .admin(AdminOptions.DEFAULT.withUsers(List.of(root)))
                                        .build());
                StreamingSocket client =
                        StreamingSocket.connect(server.port(), "test-cluster", "orders")) {
            client.subscribe("tickets:created", "workers");
            client.publish("tickets:created", "guid-1", "{\"id\":1}");
            client.awaitPubAck();
            String url = "http://127.0.0.1:" + server.monitoringPort() + "/api/v1";

            // then: the tool ends with an error if an answer is wrong. It cannot know that a text
            // is the cursor of a page, and it must not make the server read-only.
            Command.run(
                    folder,
                    tool.toString(),
                    "--config-file",
                    CONFIGURATION.toAbsolutePath().toString(),
                    "run",
                    url + "/openapi.json",
                    "--url",
                    url,
                    "--auth",
                    "root:secret",
                    "--header",
                    "Content-Type: application/json",
                    "--phases",
                    "examples,coverage,fuzzing",
                    "--max-examples",
                    "20",
                    "--exclude-operation-id",
                    "setReadOnly",
                    "--exclude-operation-id",
                    "getEvents", // it would wait for the end of the stream
                    "--exclude-operation-id",
                    "tailChannel",
                    "--exclude-checks",
                    "positive_data_acceptance",
                    "--no-color");
        }
    }

    private static Path installed() {
        try {
            return Installation.of("schemathesis", List.of(REQUIREMENTS), SchemathesisIT::install);
        } catch (CommandFailedException e) {
            Toolchain.PYTHON.unusable("schemathesis cannot be installed here: " + e.getMessage());
            throw e;
        }
    }

    private static void install(Path directory) {
        Command.run(directory, "python3", "-m", "venv", "environment");
        Command.run(
                directory,
                "environment/bin/pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
                "--requirement",
                "requirements.txt");
    }
}
