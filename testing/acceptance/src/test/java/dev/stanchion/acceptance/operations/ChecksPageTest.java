package dev.stanchion.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChecksPageTest {
    private final ChecksPage page = new ChecksPage(Project.root());

    @Test
    void shouldProveEveryCheckOrSayWhyNot() {
        assertThat(page.specified())
                .containsExactly(IntStream.rangeClosed(1, 71).boxed().toArray(Integer[]::new));
        assertThat(page.specified()).containsAll(page.proven());
        assertThat(page.specified())
                .filteredOn(number -> !page.proven().contains(number))
                .containsExactlyInAnyOrderElementsOf(ChecksPage.NOT_YET.keySet());
        assertThat(page.proven()).containsAll(ChecksPage.DIFFERENCES.keySet());
    }

    @Test
    void shouldBeTheCommittedPage() throws IOException {
        // given
        Path committed = Project.root().resolve("docs/reference/operations-checks.md");
        if ("write".equals(System.getProperty("operations.page"))) {
            Files.writeString(committed, page.text());
        }

        // then
        assertThat(committed).as("rewrite it with -Doperations.page=write").hasContent(page.text());
    }
}
