package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConformancePageTest {
    private static final Path DOCS = Path.of(System.getProperty("conformance.root", ".."), "docs");
    private static final Pattern SCENARIO = Pattern.compile("(?m)^(\\d+)\\. ");

    @Test
    void shouldProveEveryScenarioEitherHereOrElsewhere() throws IOException {
        // given
        Set<Integer> here = new HashSet<>();
        ScenarioMethod.all().forEach(method -> here.add(method.number()));
        List<Integer> elsewhere = Elsewhere.ALL.stream().map(Elsewhere::number).toList();

        // then
        assertThat(Stream.concat(here.stream(), elsewhere.stream()))
                .containsExactlyInAnyOrderElementsOf(specified());
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
        Path page = DOCS.resolve("conformance.md");
        if (System.getProperty("conformance.write") != null) {
            Files.writeString(page, ConformancePage.text());
        }

        // then
        assertThat(page)
                .as("run again with -Dconformance.write")
                .hasContent(ConformancePage.text());
    }
}
