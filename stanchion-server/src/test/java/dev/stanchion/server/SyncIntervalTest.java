package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.store.jetstream.api.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncIntervalTest {
    private static Optional<String> warning(String jsz) {
        return SyncInterval.warning(JsonObject.parse(jsz.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({"120000000000, 2m", "90000000000, 90.0s", "500000000, 0.5s"})
    void shouldSayWhatAPowerLossCosts(long nanos, String shown) {
        assertThat(warning("{\"config\":{\"sync_interval\":%d}}".formatted(nanos)))
                .contains(
                        "acknowledged messages may be lost if several NATS servers lose power"
                                + " within %s: set jetstream { sync_interval: always }"
                                        .formatted(shown));
    }

    @Test
    void shouldSayNothingOfAServerThatSyncsEachMessage() {
        assertThat(
                        warning(
                                "{\"config\":{\"sync_interval\":120000000000,"
                                        + "\"sync_always\":true}}"))
                .isEmpty();
    }

    @Test
    void shouldSayThatItIsUnknown() {
        assertThat(warning("{\"disabled\":true}"))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("says nothing of its sync_interval"));
    }
}
