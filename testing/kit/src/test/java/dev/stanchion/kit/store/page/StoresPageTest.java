package dev.stanchion.kit.store.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StoresPageTest {
    private static final Path ROOT =
            Path.of(System.getProperty("stores.root", "../..")).toAbsolutePath().normalize();

    @Test
    void shouldFindAllScenarios() {
        assertThat(new StoresPage(ROOT).scenarios())
                .hasSize(89 + 32)
                .extracting(Scenario::number)
                .doesNotHaveDuplicates()
                .startsWith("01", "02")
                .endsWith("k31", "k32");
    }

    @Test
    void shouldKnowEveryNumberThatATestBears() {
        assertThat(new StoresPage(ROOT).unknownNumbers()).isEmpty();
    }

    @Test
    void shouldBeTheCommittedPage() throws IOException {
        // given
        Path page = ROOT.resolve("docs/reference/stores.md");
        String text = new StoresPage(ROOT).text();
        if ("write".equals(System.getProperty("stores.page"))) {
            Files.writeString(page, text);
        }

        // then
        assertThat(page).as("write it with -Dstores.page=write").hasContent(text);
    }
}
