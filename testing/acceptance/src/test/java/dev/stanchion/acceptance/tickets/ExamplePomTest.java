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
import org.junit.jupiter.params.provider.ValueSource;

/** The Java example is a separate project, so a copy of its folder can be built. */
class ExamplePomTest {
    private static final Path EXAMPLE = Project.root().resolve("examples/tickets/java");

    @TempDir private Path folder;

    private static String pom(Path folder) throws IOException {
        return Files.readString(folder.resolve("pom.xml"));
    }

    private static String first(String pattern, String text) {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        assertThat(found.find()).as("%s", pattern).isTrue();
        return found.group(1);
    }

    @Test
    void shouldHaveNoParentThatACopyWouldMiss() throws IOException {
        assertThat(pom(EXAMPLE)).doesNotContain("<parent>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</artifactId>\\s*<version>(.*?)</version>",
                "<java-nats-streaming.version>(.*?)<",
                "<jspecify.version>(.*?)<"
            })
    void shouldHaveTheVersionsOfTheProject(String pattern) throws IOException {
        assertThat(first(pattern, pom(EXAMPLE))).isEqualTo(first(pattern, pom(Project.root())));
    }

    @Test
    void shouldHaveThePluginsOfTheProject() throws IOException {
        // given
        Pattern plugin =
                Pattern.compile("maven-(\\w+)-plugin</artifactId>\\s*<version>(.*?)</version>");
        String project = pom(Project.root());

        // then
        assertThat(plugin.matcher(pom(EXAMPLE)).results())
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
