package dev.stanchion.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts in {@code bin/}, in a copy of the project whose Maven is a script of three lines. */
@Tag("long")
class LauncherIT {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final String REHEARSAL = "STANCHION_REHEARSAL";

    @TempDir private Path temp;
    private Path root = Path.of("");
    private Path lib = Path.of("");

    private record Run(int exitCode, String output) {}

    @BeforeEach
    void copyScripts() throws IOException {
        root = Files.createDirectories(temp.resolve("a project"));
        lib = root.resolve("stanchion-cli/target/stanchion/lib");
        Path bin = Files.createDirectories(root.resolve("bin"));
        try (Stream<Path> scripts = Files.list(PROJECT.resolve("bin"))) {
            for (Path script : scripts.toList()) {
                Files.copy(script, bin.resolve(script.getFileName()));
            }
        }
    }

    /** Pretends to have sources, and a Maven that does this and counts how often. */
    private void withMaven(String script) throws IOException {
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Path sources = Files.createDirectories(root.resolve("stanchion-cli/src/main"));
        Files.writeString(sources.resolve("Main.java"), "class Main {}");
        Path fake = Files.createDirectories(temp.resolve("path"));
        Path maven = fake.resolve("mvn");
        Files.writeString(
                maven, "#!/bin/sh\necho run >>'%s'\n%s\n".formatted(temp.resolve("runs"), script));
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    private String making() {
        return "mkdir -p '%s' && touch '%1$s/stanchion-cli.jar'".formatted(lib);
    }

    private int mavenRuns() throws IOException {
        Path runs = temp.resolve("runs");
        return Files.exists(runs) ? Files.readAllLines(runs).size() : 0;
    }

    /**
     * Pretends that Maven alone has built the tree, and counts rehearsals, which end with a code.
     */
    private void builtByMaven(int rehearsalExitCode) throws IOException {
        withMaven(making());
        Files.createDirectories(lib);
        Files.createFile(lib.resolve(".built"));
        Path launch = root.resolve("bin/launch.sh");
        Files.writeString(
                launch,
                "#!/bin/sh\necho \"$@\" >>'%s'\nexit %d\n"
                        .formatted(temp.resolve("rehearsals"), rehearsalExitCode));
    }

    private List<String> rehearsals() throws IOException {
        Path file = temp.resolve("rehearsals");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private Process begin(String... command) throws IOException {
        return begin(Map.of(), command);
    }

    private Process begin(Map<String, String> added, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("PATH", temp.resolve("path") + ":" + environment.get("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.remove(REHEARSAL);
        environment.putAll(added);
        return builder.directory(temp.toFile()).start();
    }

    private static Run await(Process process) throws InterruptedException {
        try (var output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Run build() throws IOException, InterruptedException {
        return await(beginBuild());
    }

    private Process beginBuild() throws IOException {
        return beginBuild(Map.of());
    }

    private Process beginBuild(Map<String, String> added) throws IOException {
        return begin(
                added, root.resolve("bin/build.sh").toString(), root.toString(), lib.toString());
    }

    @Test
    void shouldRunWhatIsBuiltThroughALinkAndFromAnywhere()
            throws IOException, InterruptedException {
        // given
        Files.createDirectories(lib.getParent());
        Files.createSymbolicLink(lib, PROJECT.resolve("stanchion-cli/target/stanchion/lib"));
        Path link = temp.resolve("a link");
        Files.createSymbolicLink(link, root.resolve("bin/nats-streaming-server"));

        // when
        Run run = await(begin(link.toString(), "-v"));

        // then
        assertThat(run.output()).startsWith("nats-streaming-server version ");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldBuildOnceAndAgainWhenASourceIsNewer() throws IOException, InterruptedException {
        // given
        withMaven(making());

        // when
        Run first = build();
        Run second = build();
        int runsBefore = mavenRuns();
        Files.setLastModifiedTime(
                root.resolve("stanchion-cli/src/main/Main.java"),
                FileTime.from(Instant.now().plusSeconds(5)));
        build();

        // then
        assertThat(first.output()).startsWith("Building Stanchion (once, ");
        assertThat(second).isEqualTo(new Run(0, ""));
        assertThat(runsBefore).isEqualTo(1);
        assertThat(mavenRuns()).isEqualTo(2);
    }

    @Test
    void shouldNameTheLogAndShowItsEndWhenTheBuildFails() throws IOException, InterruptedException {
        // given
        withMaven("echo '[ERROR] Main.java: too beautiful'; exit 1");

        // when
        Run run = build();

        // then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output())
                .contains("Building Stanchion failed. The end of ")
                .contains("stanchion-build.log")
                .endsWith("[ERROR] Main.java: too beautiful\n");
        assertThat(root.resolve("stanchion-cli/target/stanchion.lock")).doesNotExist();
    }

    @Test
    void shouldBuildOnceWhenTwoComeFirst() throws IOException, InterruptedException {
        // given
        withMaven(making());

        // when
        List<Process> builds = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            builds.add(beginBuild());
        }

        // then
        for (Process each : builds) {
            assertThat(await(each).exitCode()).isZero();
        }
        assertThat(mavenRuns()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheLockOfABuildThatWasKilled() throws IOException, InterruptedException {
        // given
        withMaven(making());
        Process dead = begin("true");
        dead.waitFor();
        Path lock = Files.createDirectories(root.resolve("stanchion-cli/target/stanchion.lock"));
        Files.writeString(lock.resolve("pid"), Long.toString(dead.pid()));

        // when
        Run run = build();

        // then
        assertThat(run.exitCode()).isZero();
        assertThat(mavenRuns()).isEqualTo(1);
        assertThat(lock).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldRehearseOnceWhatMavenHasBuilt(int exitCode)
            throws IOException, InterruptedException {
        // given
        builtByMaven(exitCode);

        // when
        Run first = build();
        Run second = build();

        // then
        assertThat(first.exitCode()).isZero();
        assertThat(first.output()).startsWith("Preparing fast starts of Stanchion (once, ");
        assertThat(second).isEqualTo(new Run(0, ""));
        assertThat(rehearsals()).containsExactly("--rehearse");
        assertThat(mavenRuns()).isZero();
    }

    @Test
    void shouldRehearseOnceWhenTwoComeFirst() throws IOException, InterruptedException {
        // given
        builtByMaven(0);

        // when
        List<Process> builds = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            builds.add(beginBuild());
        }

        // then
        for (Process each : builds) {
            assertThat(await(each).exitCode()).isZero();
        }
        assertThat(rehearsals()).hasSize(1);
    }

    @Test
    void shouldNotRehearseWhereThatIsOff() throws IOException, InterruptedException {
        // given
        builtByMaven(0);

        // when
        Run off = await(beginBuild(Map.of(REHEARSAL, "off")));
        List<String> before = rehearsals();
        build();

        // then
        assertThat(off).isEqualTo(new Run(0, ""));
        assertThat(before).isEmpty();
        assertThat(rehearsals()).hasSize(1);
    }
}
