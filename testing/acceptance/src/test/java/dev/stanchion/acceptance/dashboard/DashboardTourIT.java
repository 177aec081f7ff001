package dev.stanchion.acceptance.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.Installation;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    private static final Path SOURCES =
            Project.root().resolve("testing/acceptance/src/test/node/dashboard");

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path state;

    private static Path installed() {
        Toolchain.NODE.orSkip();
        Toolchain.BROWSER.orSkip();
        return Installation.of(
                "dashboard-tour",
                Stream.of("package.json", "package-lock.json", "scene.js", "tour.js")
                        .map(SOURCES::resolve)
                        .toList(),
                copy -> Command.run(copy, "npm", "ci", "--no-audit", "--no-fund"));
    }

    @Test
    void shouldServeWhoeverLooksAndActs() throws IOException {
        // given
        Path tour = installed();
        int monitoring = Server.freePort();
        Server server =
                Server.start(
                        programs,
                        Map.of("XDG_STATE_HOME", state.toString()),
                        "-m",
                        Integer.toString(monitoring));
        String token =
                Files.readString(state.resolve("stanchion/admin-token-" + monitoring)).strip();

        // when
        Program person =
                programs.start(
                        "tour",
                        tour,
                        Map.of(),
                        List.of(
                                "node",
                                "tour.js",
                                server.url(),
                                "http://127.0.0.1:" + monitoring,
                                token));
        await().atMost(PATIENCE).until(() -> !person.isAlive());
        int code = person.awaitExit();

        // then
        assertThat(person.output()).noneMatch(line -> line.startsWith("not ok")).contains("end");
        assertThat(code).isZero();
    }
}
