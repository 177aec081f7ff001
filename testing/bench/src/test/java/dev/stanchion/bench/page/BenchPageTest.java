package dev.stanchion.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.load.report.JsonReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchPageTest {
    @TempDir private Path directory;

    private final ByteArrayOutputStream problems = new ByteArrayOutputStream();

    private int draw(Path result, Path page) {
        return BenchPage.draw(
                result, page, new PrintStream(problems, true, StandardCharsets.UTF_8));
    }

    private Path result() throws IOException {
        return Files.writeString(
                directory.resolve("result.json"), JsonReport.of(SampleResult.get()));
    }

    @Test
    void shouldWriteThePageOfAResult() throws IOException {
        // given
        Path page = directory.resolve("result.html");

        // then
        assertThat(draw(result(), page)).isZero();
        assertThat(page).content().contains("<svg", "stanchion / &lt;other&gt;");
        assertThat(problems.size()).isZero();
    }

    @Test
    void shouldSayWhatIsWrongAndWhatHelps() throws IOException {
        // given
        Path other = Files.writeString(directory.resolve("other.json"), "{ \"format\": 2 }");

        // then
        assertThat(draw(other, directory.resolve("result.html"))).isEqualTo(1);
        assertThat(problems.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "bench-page: file %s, line 1, column 13: 'format' is 2 (expected: 1)."
                                .formatted(other),
                        "Write a result with 'bin/stanchion bench --json FILE'.");
        assertThat(directory.resolve("result.html")).doesNotExist();
    }

    @Test
    void shouldSayThatThePageCannotBeWritten() throws IOException {
        assertThat(draw(result(), directory.resolve("missing/result.html"))).isEqualTo(1);
        assertThat(problems.toString(StandardCharsets.UTF_8))
                .contains("result.html cannot be written", "a folder that exists");
    }
}
