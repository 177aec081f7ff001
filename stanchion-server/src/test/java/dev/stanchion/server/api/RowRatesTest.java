package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RowRatesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final RowRates rates = new RowRates(nanos::get);

    private static Row position(long next, int inFlight) {
        return new Row()
                .with("name", "orders")
                .with("nextSequence", next)
                .with("inFlight", inFlight);
    }

    @Test
    void shouldComputeWhatIsSentAndAcknowledged() {
        // given
        rates.addToPositions(List.of(position(1, 0)));
        nanos.addAndGet(2_000_000_000L);
        Row row = position(201, 20);

        // when
        rates.addToPositions(List.of(row));

        // then
        assertThat(row.value("sentPerSecond")).isEqualTo(100.0);
        assertThat(row.value("ackedPerSecond")).isEqualTo(90.0);
    }

    @Test
    void shouldCountNothingForANewRowOrOneThatWentBack() {
        // given
        Row first = position(100, 3);

        // when
        rates.addToPositions(List.of(first));
        nanos.addAndGet(1_000_000_000L);
        Row back = position(41, 0);
        rates.addToPositions(List.of(back));

        // then
        assertThat(first.value("sentPerSecond")).isEqualTo(0.0);
        assertThat(back.value("sentPerSecond")).isEqualTo(0.0);
        assertThat(back.value("ackedPerSecond")).isEqualTo(3.0);
    }
}
