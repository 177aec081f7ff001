package dev.stanchion.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentedStoryTest {
    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path folder;

    private int commands;
    private List<String> leftOut = List.of();

    private void run(String text) throws IOException {
        Page page = Page.of(Project.root().resolve("page.md"), text.lines().toList());
        try (DocumentedStory story = new DocumentedStory(page, programs, folder)) {
            story.run();
            commands = story.commands();
            leftOut = List.copyOf(story.leftOut());
        }
    }

    @Test
    void shouldRunCommandsOnFilesAndCompareWhatTheyPrint() throws IOException {
        // when
        run(
                """
                <!-- file: a/b.conf -->
                ```conf
                port: 4222
                ```
                <!-- not run: nobody has it -->
                ```sh
                nobody-has-it
                ```
                ```sh
                cat a/b.conf   # shows it
                echo one two; echo three
                ```
                ```text
                port: 4222
                three
                one …
                ```
                """);

        // then
        assertThat(commands).isEqualTo(2);
        assertThat(leftOut).containsExactly("page.md:6: nobody has it");
    }

    @Test
    void shouldRunWhatATerminalShows() throws IOException {
        // when
        run(
                """
                <!-- given: echo hidden > made -->
                ```console
                $ cat made
                hidden
                $ echo one; \\
                  echo two
                one
                t…o
                $ sh -c 'test "$1" = --yes || exit 4; echo agreed' asked
                agreed
                ```
                """);

        // then
        assertThat(commands).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "'```sh\nfalse\n```\n', page.md:1: false",
        "'```sh\necho one\n```\n```text\ntwo\n```\n', 'page.md:4 shows \"two\"'",
        "'```console\n$ echo one\ntwo\n```\n', 'page.md:1: echo one shows \"two\"'",
        "'<!-- not run: -->\n```sh\ntrue\n```\n', page.md:2: why it is not run",
    })
    void shouldFailWithAPageThatIsNotTrue(String text, String where) {
        assertThatThrownBy(() -> run(text))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(where);
    }
}
