package dev.stanchion.bench.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenciesTest {
    @ParameterizedTest
    @CsvSource({"1, 50, 1", "1, 99, 1", "2, 50, 1", "2, 99, 2", "100, 50, 50", "200, 99, 198"})
    void shouldTellWhatMostCallsDidNotExceed(int calls, int percent, double micros) {
        Latencies latencies = new Latencies(calls);
        for (int i = calls; i > 0; i--) {
            latencies.add(i * 1000L);
        }
        assertThat(latencies.percentileMicros(percent)).isEqualTo(micros);
    }
}
