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

    private static Row with(long acknowledgementsOfFirst, long acknowledgementsOfSecond) {
        return position(1, 0)
                .with(
                        "members",
                        List.of(
                                new Row()
                                        .with("subscriptionId", 1L)
                                        .with("acknowledgements", acknowledgementsOfFirst),
                                new Row()
                                        .with("subscriptionId", 2L)
                                        .with("acknowledgements", acknowledgementsOfSecond)));
    }

    @Test
    void shouldComputeWhatEachMemberAcknowledges() {
        // given
        rates.addToPositions(List.of(with(100, 7)));
        nanos.addAndGet(2_000_000_000L);
        Row row = with(190, 7);

        // when
        rates.addToPositions(List.of(row));

        // then
        assertThat(row.json())
                .contains("\"acknowledgements\":190,\"ackedPerSecond\":45.0")
                .contains("\"acknowledgements\":7,\"ackedPerSecond\":0.0");
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
