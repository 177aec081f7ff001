package dev.stanchion.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void shouldMissWhatHasAnAckAndWasNotReceived() {
        // given
        for (long number = 1; number <= 5; number++) {
            ledger.published(number);
        }

        // when
        ledger.acknowledged(1); // and never received
        ledger.acknowledged(2);
        ledger.received(2);
        ledger.received(3);
        ledger.acknowledged(3);
        ledger.failed(4);

        // then
        assertThat(ledger.missing()).containsExactly(1L);
        assertThat(ledger.isSettled()).isFalse();
        assertThat(ledger.received()).isEqualTo(2);
    }

    @Test
    void shouldCountWhatComesAgainAndWhatIsUncertain() {
        // given
        ledger.published(1);
        ledger.published(2);

        // when
        ledger.failed(1);
        ledger.received(1);
        ledger.received(1);
        ledger.received(2);
        ledger.received(2);

        // then
        assertThat(ledger)
                .hasToString("2 received, 2 of them again; 1 publishes without a certain answer");
        assertThat(ledger.missing()).isEmpty();
        assertThat(ledger.isSettled()).isFalse();
        ledger.acknowledged(2);
        assertThat(ledger.isSettled()).isTrue();
    }
}
