package dev.stanchion.server.monitoring.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.monitoring.PageRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagingTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', 0, 1024",
        "-1, -1, 0, 1024",
        "x, 0, 0, 1024",
        "3, 2, 3, 2",
        "99999999999, 16385, 0, 16384",
        "2147483647, 2147483647, 2147483647, 16384",
    })
    void shouldReadWhatIsSensible(String offset, String limit, int from, int most) {
        // when
        Paging paging = Paging.of(new PageRequest("/", Map.of("offset", offset, "limit", limit)));

        // then
        assertThat(paging).isEqualTo(new Paging(from, most));
        assertThat(paging.of(List.of("a", "b"))).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void shouldSortAsBytesDo() {
        // given: above the surrogates there are characters of two bytes less in UTF-8
        List<String> names = List.of("\uFFFD", "\uD83D\uDE00", "b", "a", "aa", "Z", "é");

        // then
        assertThat(names.stream().sorted(ByteOrder.OF))
                .containsExactly("Z", "a", "aa", "b", "é", "\uFFFD", "\uD83D\uDE00");
    }
}
