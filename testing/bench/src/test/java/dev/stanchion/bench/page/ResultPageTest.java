package dev.stanchion.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ResultPageTest {
    @Test
    void shouldDrawAPageThatNeedsNothingElse() throws Exception {
        // when
        String page = ResultPage.of(SampleResult.get());

        // then
        assertThat(page).doesNotContain("<script", "http://", "https://", "<other>");
        assertThat(page).contains("1 publisher, 1 subscriber", "it broke", "2.00 (1.99 to 2.00)");
        List<String> drawings =
                Pattern.compile("<svg .*?</svg>", Pattern.DOTALL)
                        .matcher(page)
                        .results()
                        .map(MatchResult::group)
                        .toList();
        assertThat(drawings).hasSizeGreaterThanOrEqualTo(5);
        for (String drawing : drawings) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(drawing)));
            assertThat(drawing).doesNotContain("NaN", "Infinity");
        }
    }

    @Test
    void shouldPutRoundTicksOnAnAxis() {
        assertThat(Scale.linear(47, 0, 100).ticks()).containsExactly(0.0, 10.0, 20.0, 30.0, 40.0);
        assertThat(Scale.logarithmic(0.4, 3, 0, 100).ticks()).containsExactly(0.5, 1.0, 2.0);
        assertThat(Scale.logarithmic(1, 100, 0, 100).at(10)).isEqualTo(50);
    }
}
