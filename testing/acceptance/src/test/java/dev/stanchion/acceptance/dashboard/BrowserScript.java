package dev.stanchion.acceptance.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.Installation;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Toolchain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A script that uses the dashboard in Chromium as people do, and prints what it has checked. */
final class BrowserScript {
    private static final Path SOURCES =
            Project.root().resolve("testing/acceptance/src/test/node/dashboard");

    /** More than any script takes. */
    private static final int PORTS = 30;

    private static final Duration PATIENCE = Duration.ofMinutes(9);

    private BrowserScript() {}

    /** Runs a script to its end, and requires that all its checks hold. */
    static void run(Programs programs, String script, String... arguments) {
        Toolchain.NODE.orSkip();
        Toolchain.BROWSER.orSkip();
        List<String> command =
                Stream.concat(Stream.of("node", script), Stream.of(arguments)).toList();
        Program person = programs.start(script, installed(), ports(), command);
        await().atMost(PATIENCE).until(() -> !person.isAlive());
        int code = person.awaitExit();
        assertThat(person.output()).noneMatch(line -> line.startsWith("not ok")).contains("end");
        assertThat(code).isZero();
    }

    /** A script starts servers again at ports that it has used before. */
    private static Map<String, String> ports() {
        return Map.of(
                "FREE_PORTS",
                Stream.generate(FreePort::next)
                        .limit(PORTS)
                        .map(String::valueOf)
                        .collect(Collectors.joining(",")));
    }

    private static Path installed() {
        return Installation.of(
                "dashboard-scripts",
                sources(),
                copy -> Command.run(copy, "npm", "ci", "--no-audit", "--no-fund"));
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
