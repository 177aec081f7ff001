package dev.stanchion.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of every page works, as it stands there. */
@Tag("long")
@DisabledIfSystemProperty(named = "acceptance.server", matches = ".+")
class DocumentedCommandsIT {
    private static final Pattern INDENTED = Pattern.compile("(?: {4}|\\t)(bin/|mvn |curl |npm ).*");

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path folder;

    static List<Page> pagesWithCommands() {
        return Page.all().stream()
                .filter(page ->
                        page.blocks().stream()
                                .anyMatch(block -> block.is("sh") || block.is("console")))
                .filter(page -> page.toString().contains(System.getProperty("page", "")))
                .toList();
    }

    @BeforeEach
    void requireCurl() {
        Assumptions.assumeTrue(Command.isOnThePath("curl"), "no curl here");
    }

    @ParameterizedTest
    @MethodSource("pagesWithCommands")
    void shouldDoWhatThePageShows(Page page) throws IOException {
        // given
        try (DocumentedStory story = new DocumentedStory(page, programs, folder)) {
            // when
            story.run();

            // then
            System.out.printf(
                    "%s: %d run, %d not%n", page, story.commands(), story.leftOut().size());
            story.leftOut().forEach(block -> System.out.println("  not run: " + block));
        }
    }

    @Test
    void shouldHaveNoCommandsThatAreNotFenced() {
        for (Page page : Page.all()) {
            assertThat(page.prose())
                    .as("%s: commands belong between ```sh or ```console and ```", page)
                    .noneMatch(line -> INDENTED.matcher(line).matches());
        }
    }
}
