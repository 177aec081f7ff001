package dev.stanchion.acceptance.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The distribution of {@code bin/dist}, unpacked in another place: in a folder with spaces, on a
 * machine without Java.
 *
 * <p>{@code -Ddistribution=target/dist/stanchion-….tar.gz} names it. Without that property there is
 * nothing to test.
 */
@EnabledIfSystemProperty(named = "distribution", matches = ".+", disabledReason = "see bin/dist")
class DistributionIT {
    /** The programs of the machine that a launcher needs. */
    private static final List<String> TOOLS = List.of("sh", "readlink", "bash", "env");

    @RegisterExtension final Programs programs = new Programs();

    @TempDir private Path temp;
    private Path home = Path.of("");
    private Path tools = Path.of("");

    @BeforeEach
    void unpack() throws IOException {
        home = Files.createDirectories(temp.resolve("opt/with some spaces"));
        Path tarball = Path.of(System.getProperty("distribution")).toAbsolutePath();
        Command.run(home, "tar", "xzf", tarball.toString(), "--strip-components=1");
        tools = Files.createDirectories(temp.resolve("tools"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/bin").resolve(tool));
        }
    }

    /** Runs a command of the distribution, with nothing in its environment but a poor PATH. */
    private Program run(String command, String... arguments) {
        return run(home.resolve("bin").resolve(command), List.of(), arguments);
    }

    private Program run(Path command, List<String> variables, String... arguments) {
        List<String> line = new ArrayList<>(List.of("/usr/bin/env", "-i", "PATH=" + tools));
        line.addAll(variables);
        line.add(command.toString());
        line.addAll(List.of(arguments));
        return programs.start(command.getFileName().toString(), temp, Map.of(), line);
    }

    @Test
    void shouldServeWithoutAnyJavaOnTheMachine() throws IOException {
        // when
        int port = FreePort.next();
        Program server =
                run("nats-streaming-server", "-a=127.0.0.1", "-p=" + port, "-session_journal=off");
        server.awaitLine("Streaming Server is ready");
        Program publish = run("stanchion", "publish", "a", "hello", "-u=nats://127.0.0.1:" + port);
        Program listen =
                run(
                        "stanchion",
                        "listen",
                        "a",
                        "--from=first",
                        "-n=1",
                        "-u=nats://127.0.0.1:" + port);

        // then the process that was started is the server itself
        assertThat(publish.awaitExit()).isZero();
        assertThat(listen.awaitExit()).isZero();
        assertThat(listen.output()).anyMatch(line -> line.contains("hello"));
        assertThat(Path.of("/proc/" + server.pid() + "/exe").toRealPath())
                .isEqualTo(home.resolve("runtime/bin/java").toRealPath());
        server.terminate();
        assertThat(server.awaitExit()).isEqualTo(143);
    }

    @Test
    void shouldRunByALinkFromAFolderThatNobodyMayWrite() throws IOException {
        // given
        Command.run(temp, "chmod", "-R", "a-w", home.toString());
        Path link = temp.resolve("stanchion");
        Files.createSymbolicLink(link, home.resolve("bin/stanchion"));

        // when
        Program version = run(link, List.of(), "version");

        // then
        assertThat(version.awaitExit()).isZero();
        assertThat(version.output()).singleElement().asString().startsWith("stanchion ");
        assertThat(version.errors()).isEmpty();
        Command.run(temp, "chmod", "-R", "u+w", home.toString());
    }

    @ParameterizedTest
    @CsvSource({"stanchion, version", "stanchion, server -v", "nats-streaming-server, -v"})
    void shouldUseItsAotCaches(String command, String arguments) {
        // when it may not start without
        Program program =
                run(
                        home.resolve("bin").resolve(command),
                        List.of("STANCHION_JAVA_OPTIONS=-XX:AOTMode=on"),
                        arguments.split(" ", -1));

        // then
        assertThat(program.awaitExit()).isZero();
    }

    @Test
    void shouldStartWithTlsFromItsCacheAndWithoutTheLibrariesOfClients() throws IOException {
        // given
        assumeTrue(Command.isOnThePath("openssl"), "needs openssl");
        Command.run(
                temp,
                ("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
                                + " -keyout server.key -out server.pem")
                        .split(" ", -1));
        Path loaded = temp.resolve("loaded.txt");

        // when
        Program server =
                run(
                        home.resolve("bin/nats-streaming-server"),
                        List.of("STANCHION_JAVA_OPTIONS=-Xlog:class+load:file=" + loaded),
                        "-a=127.0.0.1",
                        "-p=-1",
                        "-session_journal=off",
                        "-tls",
                        "-tlscert=" + temp.resolve("server.pem"),
                        "-tlskey=" + temp.resolve("server.key"));
        server.awaitLine("Streaming Server is ready");
        server.terminate();
        server.awaitExit();

        // then
        List<String> classes = Files.readAllLines(loaded);
        assertThat(classes)
                .hasSizeGreaterThan(1000)
                .noneMatch(line -> line.contains(" org.bouncycastle."))
                .filteredOn(line -> !line.contains("source: shared objects file"))
                .hasSizeLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:-UseSerialGC -XX:+UseParallelGC",
                "-XX:-UseSerialGC -XX:+UseG1GC",
                "-XX:+UseCompactObjectHeaders",
                "-Xmx40g",
                "-XX:AOTCache=/nowhere/server.aot"
            })
    void shouldRunWithoutAWordWhereItsAotCacheDoesNotFit(String option) {
        // when
        Program version =
                run(
                        home.resolve("bin/stanchion"),
                        List.of("STANCHION_JAVA_OPTIONS=" + option),
                        "version");

        // then
        assertThat(version.awaitExit()).isZero();
        assertThat(version.output()).singleElement().asString().startsWith("stanchion ");
        assertThat(version.errors()).isEmpty();
    }

    @Test
    void shouldPassOverAnAotCacheThatIsOlderThanAJar() throws IOException {
        // given
        Path jar = home.resolve("lib/stanchion-cli.jar");
        Files.setLastModifiedTime(
                jar, FileTime.fromMillis(Files.getLastModifiedTime(jar).toMillis() + 60_000));

        // when
        Program version = run("stanchion", "version");
        Program strict =
                run(
                        home.resolve("bin/stanchion"),
                        List.of("STANCHION_JAVA_OPTIONS=-XX:AOTMode=on"),
                        "version");

        // then
        assertThat(version.awaitExit()).isZero();
        assertThat(version.errors()).isEmpty();
        assertThat(strict.awaitExit()).isNotZero();
    }

    @Test
    void shouldTellWhetherAServerIsWell() {
        // given
        String port = "" + FreePort.next();
        String monitoringPort = "" + FreePort.next();

        // then
        assertThat(run("stanchion-health", monitoringPort, port).awaitExit()).isEqualTo(1);

        // when
        run("stanchion", "server", "-a=127.0.0.1", "-p=" + port, "-session_journal=off")
                .awaitLine("Streaming Server is ready");

        // then its greeting is enough where nothing is monitored
        assertThat(run("stanchion-health", monitoringPort, port).awaitExit()).isZero();

        // when
        run("stanchion", "server", "-a=127.0.0.1", "-p=-1", "-m=" + monitoringPort)
                .awaitLine("Streaming Server is ready");

        // then
        assertThat(run("stanchion-health", monitoringPort, "1").awaitExit()).isZero();
        assertThat(run("stanchion-health", port, "1").errors()).isEmpty();
    }

    @Test
    void shouldRunAsTheImageRunsIt() throws IOException {
        // given the files that the Dockerfile copies
        Dockerfile dockerfile = Dockerfile.read();
        Path image = dockerfile.copyTo(temp.resolve("image"), home);
        String port = "" + FreePort.next();
        String monitoringPort = "" + FreePort.next();

        // when its arguments are a manifest's
        Path entrypoint = image.resolve(dockerfile.entrypoint().substring(1));
        Program server =
                run(
                        entrypoint,
                        List.of("XDG_STATE_HOME=" + temp),
                        "-a=127.0.0.1",
                        "-p",
                        port,
                        "-m",
                        monitoringPort,
                        "-cid",
                        "ticketing");
        server.awaitLine("STREAM: Starting nats-streaming-server[ticketing]");
        server.awaitLine("Streaming Server is ready");
        Path health = image.resolve(dockerfile.healthCheck().substring(1));

        // then
        assertThat(run(health, List.of(), monitoringPort, port).awaitExit()).isZero();
        assertThat(run(image.resolve("stanchion"), List.of(), "version").awaitExit()).isZero();
        assertThat(dockerfile.values("EXPOSE")).containsExactly("4222 8222");
        assertThat(dockerfile.values("STOPSIGNAL")).containsExactly("SIGTERM");
        assertThat(dockerfile.values("USER")).containsExactly("65534:65534");
        assertThat(dockerfile.values("CMD")).contains("[\"-m\", \"8222\"]");
    }

    @Test
    void shouldBringManualsThatManCanShow() throws IOException {
        // given
        List<Path> pages = files("share/man/man1");

        // then
        assertThat(pages)
                .extracting(page -> page.getFileName().toString())
                .contains("stanchion.1", "stanchion-publish.1", "nats-streaming-server.1");
        if (Command.isOnThePath("man")) {
            for (Path page : pages) {
                Path shown = temp.resolve("shown");
                Command.run(
                        temp,
                        "sh",
                        "-c",
                        "man --warnings -l '"
                                + page
                                + "' >'"
                                + shown
                                + "' 2>warnings && ! test -s warnings");
                assertThat(Files.readString(shown, UTF_8)).contains("NAME").contains("SYNOPSIS");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bash -n share/bash-completion/completions/stanchion",
                "zsh -n share/zsh/site-functions/_stanchion",
                "fish --no-execute share/fish/vendor_completions.d/stanchion.fish"
            })
    void shouldBringCompletionsThatShellsCanRead(String check) {
        // given
        String shell = check.substring(0, check.indexOf(' '));
        assumeTrue(Command.isOnThePath(shell), shell);

        // then
        Command.run(home, check.split(" ", -1));
    }

    @Test
    void shouldCompleteCommandsAndTheirOptions() {
        // then
        Command.run(
                home,
                "bash",
                "-c",
                """
                . share/bash-completion/completions/stanchion
                complete_line() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _stanchion; }
                complete_line stanchion pub && [ "${COMPREPLY[*]}" = publish ] &&
                complete_line stanchion publish --clu && [ "${COMPREPLY[*]}" = --cluster ] &&
                complete_line stanchion config ch && [ "${COMPREPLY[*]}" = check ]
                """);
    }

    @Test
    void shouldBringTheLicencesOfAllThatItBrings() throws IOException {
        // given
        String list = Files.readString(home.resolve("licences/THIRD-PARTY.txt"));

        // then
        for (Path jar : files("lib")) {
            String name = jar.getFileName().toString();
            if (name.endsWith(".jar") && !name.startsWith("stanchion-")) {
                assertThat(list).contains(name);
            }
        }
        assertThat(home.resolve("licences/dashboard/preact.LICENSE.txt")).exists();
        assertThat(home.resolve("licences/dashboard/vendor.json")).exists();
        assertThat(home.resolve("LICENSE")).exists();
        assertThat(home.resolve("runtime/legal/java.base/LICENSE")).exists();
    }

    private List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(folder))) {
            return files.sorted().toList();
        }
    }
}
