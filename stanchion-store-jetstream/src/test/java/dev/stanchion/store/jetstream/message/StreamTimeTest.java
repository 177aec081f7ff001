package dev.stanchion.store.jetstream.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-12-01T10:11:12.123456789Z",
                "2026-12-01T10:11:12.1Z",
                "2026-12-01T10:11:12.000000001Z",
                "2026-12-01T10:11:12.120Z",
                "2024-02-29T23:59:59Z",
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.5Z",
                "2026-12-01T10:11:12.5+02:00"
            })
    void shouldReadTimesAsTheJdkDoes(String text) {
        // when
        long nanos = StreamTime.epochNanos(text);

        // then
        Instant expected = Instant.parse(text);
        assertThat(Instant.ofEpochSecond(0, nanos)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "yesterday",
                "2026-13-01T10:11:12Z",
                "2026-02-30T10:11:12Z",
                "2026-12-01T25:11:12Z",
                "2026-12-01T10:11:12.1234567890Z",
                "2026-12-01 10:11:12Z"
            })
    void shouldReturnZeroForWhatIsNoTime(String text) {
        assertThat(StreamTime.epochNanos(text)).isZero();
    }
}
