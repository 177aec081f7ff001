package dev.stanchion.interop;

import dev.stanchion.acceptance.process.Command;
import dev.stanchion.acceptance.process.Installation;
import dev.stanchion.acceptance.process.Programs;
import dev.stanchion.acceptance.process.Project;
import dev.stanchion.acceptance.process.Server;
import dev.stanchion.acceptance.process.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The newest core NATS client for Node, {@code @nats-io/nats-core}, over TCP and WebSocket:
 * wildcards, queue groups, requests, no responders, headers, payloads of a mebibyte, drain.
 */
class CoreNodeIT {
    @RegisterExtension final Programs programs = new Programs();

    @Test
    void shouldServeCoreClientsOverTcpAndWebSocket(@TempDir Path directory) throws IOException {
        // given
        Toolchain.NODE.orSkip();
        Path sources = Project.root().resolve("stanchion-interop/src/test/drivers/core-node");
        Path installed =
                Installation.of(
                        "core-node",
                        List.of(
                                sources.resolve("check.js"),
                                sources.resolve("package.json"),
                                sources.resolve("package-lock.json")),
                        CoreNodeIT::npmInstall);
        int webSocketPort = Server.freePort();
        Path file =
                Files.writeString(
                        directory.resolve("nats.conf"),
                        """
                        websocket { listen: "127.0.0.1:%d", no_tls: true, compression: true }
                        """
                                .formatted(webSocketPort));
        Server server = Server.start(programs, "-c", file.toString());

        // when, then: it ends with an error unless all is as expected
        Command.run(
                installed,
                "node",
                "check.js",
                Integer.toString(server.port()),
                Integer.toString(webSocketPort));
    }

    private static void npmInstall(Path directory) {
        Command.run(directory, "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
    }
}
