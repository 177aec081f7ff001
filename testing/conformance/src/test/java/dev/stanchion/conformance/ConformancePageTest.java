package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConformancePageTest {
    private static final Path ROOT =
            Path.of(System.getProperty("conformance.root", "../..")).toAbsolutePath().normalize();
    private static final Path DOCS = ROOT.resolve("docs");
    private static final Pattern SCENARIO = Pattern.compile("(?m)^(\\d+)\\. ");

    @Test
    void shouldProveEveryScenario() throws IOException {
        assertThat(new ConformancePage(ROOT).numbers()).containsExactlyElementsOf(specified());
    }

    private static List<Integer> specified() throws IOException {
        String spec = Files.readString(DOCS.resolve("spec/streaming.md"));
        int from = spec.indexOf("## 14. Conformance scenarios");
        int to = spec.indexOf("## 15.", from);
        return SCENARIO.matcher(spec.substring(from, to))
                .results()
                .map(result -> Integer.valueOf(result.group(1)))
                .toList();
    }

    @Test
    void shouldBeTheCommittedPage() throws IOException {
        // given
        Path page = DOCS.resolve("reference/conformance.md");
        String text = new ConformancePage(ROOT).text();
        if (System.getProperty("conformance.write") != null) {
            Files.writeString(page, text);
        }

        // then
        assertThat(page).as("run again with -Dconformance.write").hasContent(text);
    }
}
