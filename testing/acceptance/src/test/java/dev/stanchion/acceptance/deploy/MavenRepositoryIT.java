package dev.stanchion.acceptance.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Project;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The repository of files that {@code bin/install-local --into} writes, and the examples in Java:
 * each is copied to another place and built from an empty local repository. Artifacts of others
 * come from the usual local repository, or else from the public one.
 *
 * <p>{@code -Dmaven.repository=target/repository} names it. Without that property there is nothing
 * to test.
 */
@EnabledIfSystemProperty(
        named = "maven.repository",
        matches = ".+",
        disabledReason = "see bin/install-local")
class MavenRepositoryIT {
    /** A jar that takes the place of another has the module name of that one. */
    private static final String MODULE_NAME = "dev\\.stanchion(\\.[a-z]+)+|java\\.nats\\.streaming";

    private static final Path EXAMPLES = Project.root().resolve("examples");
    private static final long MINUTES = 5;

    @TempDir private Path temp;

    private static Path repository() {
        return Path.of(System.getProperty("maven.repository")).toAbsolutePath();
    }

    @Test
    void shouldHaveTheArtifactsOfTheBomAlone() throws IOException {
        // given
        String bom =
                Files.readString(
                        repository()
                                .resolve(
                                        "dev/stanchion/stanchion-bom/0.1.0/stanchion-bom-0.1.0.pom"));

        // then
        try (Stream<Path> artifacts = Files.list(repository().resolve("dev/stanchion"))) {
            assertThat(artifacts.map(artifact -> artifact.getFileName().toString()))
                    .contains(
                            "stanchion-admin",
                            "stanchion-client",
                            "stanchion-client-legacy",
                            "stanchion-embedded",
                            "stanchion-junit")
                    .filteredOn(name -> !name.equals("stanchion"))
                    .allSatisfy(name ->
                            assertThat(bom).contains("<artifactId>" + name + "</artifactId>"));
        }
    }

    /** The project has no public address yet, so its POMs name none: decision 0066. */
    @Test
    void shouldHavePomsThatSayWhatThereIsToSay() throws IOException {
        try (Stream<Path> files = Files.walk(repository())) {
            List<Path> poms = files.filter(file -> file.toString().endsWith(".pom")).toList();
            assertThat(poms).hasSizeGreaterThan(15);
            for (Path pom : poms) {
                assertThat(Files.readString(pom))
                        .as("%s", pom)
                        .doesNotContain("<parent>")
                        .contains("<name>", "<description>", "<licenses>", "<developers>")
                        .doesNotContain("<scm", "stanchion.dev/");
            }
        }
    }

    @Test
    void shouldHaveAModuleNameInEachJar() throws IOException {
        Map<String, Path> named = new HashMap<>();
        Set<String> described = new HashSet<>();
        try (Stream<Path> files = Files.walk(repository())) {
            for (Path file : files.filter(MavenRepositoryIT::isJarOfClasses).toList()) {
                ModuleDescriptor module =
                        ModuleFinder.of(file).findAll().iterator().next().descriptor();
                assertThat(module.name()).as("%s", file).matches(MODULE_NAME);
                assertThat(named.put(module.name(), file)).as("another %s", file).isNull();
                if (!module.isAutomatic()) {
                    described.add(module.name());
                }
            }
        }
        assertThat(named).hasSizeGreaterThan(15);
        assertThat(described) // decision 0077
                .containsExactlyInAnyOrder(
                        "dev.stanchion.protocol",
                        "dev.stanchion.client",
                        "dev.stanchion.admin",
                        "java.nats.streaming");
    }

    private static boolean isJarOfClasses(Path file) {
        return file.toString().matches(".*[0-9]\\.jar");
    }

    @Test
    void shouldRunTheExampleWithABrokerInItsProcess() throws IOException, InterruptedException {
        String said = build("embedded-java", "compile", "exec:java");
        assertThat(said).contains("An order for ticket 1", "An order for ticket 3");
        assertThat(temp.resolve("local/io/netty/netty-transport/4.1.128.Final")).exists();
        assertThat(temp.resolve("local/io/netty/netty-transport/4.2.18.Final")).doesNotExist();
    }

    /**
     * Only what the service requires is in its graph of modules; the broker needs all, as
     * embedding.md says.
     */
    @Test
    void shouldRunProgramsWithModuleDescriptors() throws IOException, InterruptedException {
        // given
        Path programs = Project.root().resolve("testing/acceptance/src/test/modules");
        build(programs, "compile", "dependency:copy-dependencies");
        Path copy = temp.resolve("modules");

        // when
        Process broker =
                module(
                        copy.resolve("broker"),
                        "--add-modules",
                        "ALL-MODULE-PATH",
                        "-m",
                        "shop.broker/shop.broker.Broker");
        try (BufferedReader said = broker.inputReader(UTF_8)) {
            Process service =
                    module(
                            copy.resolve("service"),
                            "-m",
                            "shop.service/shop.service.Service",
                            said.readLine());

            // then
            try (BufferedReader lines = service.inputReader(UTF_8)) {
                assertThat(lines.lines()).containsExactly("received an order", "signed true");
            } finally {
                service.destroyForcibly();
            }
        } finally {
            broker.destroyForcibly();
        }
    }

    /** Starts a program of modules alone: nothing is on the class path. Its errors go to ours. */
    private static Process module(Path program, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-p",
                                program.resolve("target/classes")
                                        + File.pathSeparator
                                        + program.resolve("target/dependency")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders-junit", "spring-boot"})
    void shouldRunTheTestsOfTheExample(String example) throws IOException, InterruptedException {
        String said = build(example, "test");
        assertThat(said).as("failures").doesNotContain("FAILURE");
        assertThat(temp.resolve(example).resolve("target/surefire-reports"))
                .isDirectoryContaining("glob:**.xml");
        assertThat(temp.resolve("local/com/zaxxer")).doesNotExist();
    }

    private String build(String example, String... goals) throws IOException, InterruptedException {
        return build(EXAMPLES.resolve(example), goals);
    }

    /** Runs Maven in a copy of the folder. */
    private String build(Path original, String... goals) throws IOException, InterruptedException {
        Path folder = copy(original);
        Path log = temp.resolve("maven.log");
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        "mvn",
                                        "-q",
                                        "-B",
                                        "-s",
                                        settings().toString(),
                                        "-Dmaven.repo.local=" + temp.resolve("local")),
                                Stream.of(goals))
                        .toList();
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process maven = builder.start();
        boolean ended = maven.waitFor(MINUTES, TimeUnit.MINUTES);
        maven.destroyForcibly();
        String said = Files.readString(log, UTF_8);
        assertThat(ended && maven.exitValue() == 0).as("%s", said).isTrue();
        assertCameFromTheRepository();
        return said;
    }

    /** A missing artifact of ours must not come from the developer's own repository unnoticed. */
    private void assertCameFromTheRepository() throws IOException {
        try (Stream<Path> files = Files.walk(temp.resolve("local/dev/stanchion"))) {
            List<Path> origins =
                    files.filter(file -> file.endsWith("_remote.repositories")).toList();
            assertThat(origins).isNotEmpty();
            for (Path origin : origins) {
                assertThat(Files.readAllLines(origin))
                        .filteredOn(line -> !line.startsWith("#"))
                        .as("%s", origin)
                        .isNotEmpty()
                        .allMatch(line -> line.endsWith(">stanchion="));
            }
        }
    }

    private Path copy(Path from) throws IOException {
        Path to = temp.resolve(from.getFileName());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(from.resolve("target"))) {
                    Path copy = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        return to;
    }

    private Path settings() throws IOException {
        Path usual = Path.of(System.getProperty("user.home"), ".m2/repository");
        Path settings = temp.resolve("settings.xml");
        Files.writeString(
                settings,
                """
                <settings>
                  <profiles>
                    <profile>
                      <id>files</id>
                      <repositories>
                        <repository><id>stanchion</id><url>%1$s</url></repository>
                        <repository><id>usual</id><url>%2$s</url></repository>
                      </repositories>
                      <pluginRepositories>
                        <pluginRepository><id>usual</id><url>%2$s</url></pluginRepository>
                      </pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>files</activeProfile></activeProfiles>
                </settings>
                """
                        .formatted(repository().toUri(), usual.toUri()));
        return settings;
    }
}
