package dev.stanchion.server.config.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.commandline.ConfigurationCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each block {@code conf} of the documentation is a file that a server starts with. */
class DocumentedFilesTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern EXAMPLE = Pattern.compile("```conf\\n(.*?)```", Pattern.DOTALL);

    @TempDir private Path folder;

    /**
     * An example.
     *
     * @param page where it stands
     */
    record Example(String page, String text) {}

    static List<Example> examples() {
        return Stream.of("guide", "reference").flatMap(DocumentedFilesTest::examplesIn).toList();
    }

    private static Stream<Example> examplesIn(String part) {
        try (Stream<Path> files = Files.list(DOCS.resolve(part))) {
            return files
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .flatMap(DocumentedFilesTest::examplesOf)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Example> examplesOf(Path page) {
        try {
            return EXAMPLE
                    .matcher(Files.readString(page))
                    .results()
                    .map(block -> new Example(page.getFileName().toString(), block.group(1)))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldBeAFileThatAServerStartsWith(Example example) throws IOException {
        // when
        Path file = Files.writeString(folder.resolve("server.conf"), example.text());
        ConfigurationCheck check =
                ConfigurationCheck.of(file.toString(), Map.of("HOME", "/home/op"));

        // then
        assertThat(check.errors()).as("%s", example).isEmpty();
    }

    @Test
    void shouldBeMany() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(10);
    }
}
