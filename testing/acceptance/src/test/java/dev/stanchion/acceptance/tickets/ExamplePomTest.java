package dev.stanchion.acceptance.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples in Java are separate projects, so a copy of their folder can be built. */
class ExamplePomTest {
    private static final Path EXAMPLES = Project.root().resolve("examples");
    private static final Path EXAMPLE = EXAMPLES.resolve("tickets/java");

    @TempDir private Path folder;

    private static String pom(Path folder) throws IOException {
        return Files.readString(folder.resolve("pom.xml"));
    }

    private static String first(String pattern, String text) {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        assertThat(found.find()).as("%s", pattern).isTrue();
        return found.group(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tickets/java", "embedded-java", "orders-junit", "spring-boot"})
    void shouldHaveNoParentThatACopyWouldMiss(String example) throws IOException {
        assertThat(pom(EXAMPLES.resolve(example))).doesNotContain("<parent>");
    }

    @ParameterizedTest
    @CsvSource({
        "tickets/java, '</artifactId>\\s*<version>(.*?)</version>'",
        "tickets/java, <java-nats-streaming.version>(.*?)<",
        "tickets/java, <jspecify.version>(.*?)<",
        "embedded-java, '</artifactId>\\s*<version>(.*?)</version>'",
        "embedded-java, <slf4j.version>(.*?)<",
        "orders-junit, '</artifactId>\\s*<version>(.*?)</version>'",
        "orders-junit, <slf4j.version>(.*?)<",
        "orders-junit, <junit.version>(.*?)<",
        "spring-boot, '</artifactId>\\s*<version>(.*?)</version>'",
        "spring-boot, <netty.version>(.*?)<",
    })
    void shouldHaveTheVersionsOfTheProject(String example, String pattern) throws IOException {
        assertThat(first(pattern, pom(EXAMPLES.resolve(example))))
                .isEqualTo(first(pattern, pom(Project.root())));
    }

    @Test
    void shouldHaveTheSpringBootOfTheTests() throws IOException {
        assertThat(first("<spring-boot.version>(.*?)<", pom(EXAMPLES.resolve("spring-boot"))))
                .isEqualTo(first("<spring-boot-4.version>(.*?)<", pom(Project.root())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded-java", "orders-junit", "spring-boot"})
    void shouldAskForTheArtifactsOfThisVersion(String example) throws IOException {
        assertThat(first("<stanchion.version>(.*?)<", pom(EXAMPLES.resolve(example))))
                .isEqualTo(first("</artifactId>\\s*<version>(.*?)</version>", pom(Project.root())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tickets/java", "embedded-java", "orders-junit", "spring-boot"})
    void shouldHaveThePluginsOfTheProject(String example) throws IOException {
        // given
        Pattern plugin =
                Pattern.compile("maven-(\\w+)-plugin</artifactId>\\s*<version>(.*?)</version>");
        String project = pom(Project.root());

        // then
        assertThat(plugin.matcher(pom(EXAMPLES.resolve(example))).results())
                .hasSizeGreaterThan(5)
                .allSatisfy(found ->
                        assertThat(project)
                                .containsPattern(
                                        "maven-%s-plugin</artifactId>\\s*<version>%s</version>"
                                                .formatted(
                                                        found.group(1),
                                                        Pattern.quote(found.group(2)))));
    }

    @Test
    @Tag("long")
    void shouldBuildInAFolderOfItsOwn() throws IOException {
        // given
        Assumptions.assumeTrue(Command.isOnThePath("mvn"), "no mvn here");
        for (Path file : files()) {
            Path copy = folder.resolve(EXAMPLE.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }

        // when
        Command.run(folder, "mvn", "-q", "-B", "compile");

        // then
        assertThat(folder.resolve("target/classes/dev/stanchion/examples/tickets/Listener.class"))
                .exists();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(EXAMPLE.resolve("target")))
                    .toList();
        }
    }
}
