package dev.stanchion.acceptance.dashboard;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Chromium goes through every view of the dashboard in light, dark and small, with the rules of
 * accessibility and the page's own policy as judges, and does what people do there.
 */
@Tag("long")
class DashboardTourIT {
    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path state;

    @Test
    void shouldServeWhoeverLooksAndActs() throws IOException {
        // given
        int monitoring = FreePort.next();
        Path file = Files.writeString(state.resolve("server.conf"), "max_payload: 1048576\n");
        Server server =
                Server.start(
                        programs,
                        Map.of("XDG_STATE_HOME", state.toString()),
                        "-m",
                        Integer.toString(monitoring),
                        "-c",
                        file.toString());
        String token =
                Files.readString(state.resolve("stanchion/admin-token-" + monitoring)).strip();

        // then
        BrowserScript.run(
                programs,
                "tour.js",
                server.url(),
                "http://127.0.0.1:" + monitoring,
                token,
                file.toString());
    }
}
