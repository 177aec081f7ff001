package dev.stanchion.bench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.report.JsonReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultFileTest {
    private static final String REMEDY = "Write a result with 'bin/stanchion bench --json FILE'.";

    @TempDir private Path directory;

    @Test
    void shouldReadAllThatTheDriverWrote() {
        // given
        String written = JsonReport.of(SampleResult.get());

        // then
        assertThat(JsonReport.of(ResultFile.parse("a.json", written))).isEqualTo(written);
        assertThat(ResultFile.parse("a.json", written)).isEqualTo(SampleResult.get());
    }

    @Test
    void shouldSkipNamesThatItDoesNotKnow() {
        // given
        String written =
                JsonReport.of(SampleResult.get())
                        .replace("\"machine\"", "\"later\" : [ { \"a\" : 1 } ], \"machine\"");

        // then
        assertThat(ResultFile.parse("a.json", written)).isEqualTo(SampleResult.get());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~                 | is empty",
                "plots              | line 1, column 1: no JSON: Unrecognized token 'plots'",
                "{\"format\" : 1     | line 1, column 14: no JSON: Unexpected end-of-input: expected close marker for Object.",
                "[]                 | line 1, column 1: the file is no object",
                "{} {}              | line 1, column 1: the file ends before the text does",
                "{}                 | line 1, column 1: the file lacks 'format'",
                "{\"against\" : \"a\"} | line 1, column 1: the file lacks 'format'",
                "{\"format\" : \"1\"}  | line 1, column 13: 'format' is no number",
                "{\"format\" : 2}    | line 1, column 13: 'format' is 2 (expected: 1)",
            })
    void shouldRefuseWhatIsNoResult(String text, String problem) {
        assertThatThrownBy(() -> ResultFile.parse("file a.json", text))
                .isInstanceOf(LoadException.class)
                .hasMessageStartingWith("file a.json")
                .hasMessageContaining(problem)
                .hasMessageEndingWith(REMEDY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"began\" : \"1970-01-01T00:00:00Z\" | \"began\" : \"now\" | 'began' is no time",
                "\"machine\" : \"a machine\"          | \"machine\" : 7     | 'machine' is no string",
                "\"seconds\" : 1.5                  | \"seconds\" : 0     | 'seconds' is 0.0 (exp",
                "\"seconds\" : 1.5                  | \"seconds\" : 1e999 | 'seconds' is no number",
                "\"published\" : 20000              | \"published\" : -1  | 'published' is -1.0",
                "\"published\" : 20000              | \"published\" : 0.5 | 'published' is 0.5",
                "\"published\" : 20000              | \"publish\" : 20000 | an element of 'rounds' lacks",
                "\"p99.0\"                          | \"p98\"             | 'microsSinceDue' lacks 'p99.0'",
                "\"delivered\" : 10000              | \"delivered\" : 0   | has no messages",
                "\"servers\" : [                    | \"servers\" : [], \"x\" : [ | 'servers' is empty",
                "\"ratios\" : {                     | \"ratios\" : [], \"x\" : {  | 'ratios' is no object",
            })
    void shouldNameThePlaceOfWhatIsWrong(String right, String wrong, String problem) {
        // given
        String written = JsonReport.of(SampleResult.get());
        assertThat(written).contains(right);

        // when, then
        assertThatThrownBy(() -> ResultFile.parse("file a.json", written.replace(right, wrong)))
                .isInstanceOf(LoadException.class)
                .hasMessageMatching("(?s)file a\\.json, line \\d+, column \\d+: .*")
                .hasMessageContaining(problem)
                .hasMessageEndingWith(REMEDY);
    }

    @Test
    void shouldSayThatAFileIsMissing() {
        assertThatThrownBy(() -> ResultFile.read(directory.resolve("none.json")))
                .isInstanceOf(LoadException.class)
                .hasMessageContainingAll("none.json does not exist", "bin/stanchion bench --json");
    }
}
