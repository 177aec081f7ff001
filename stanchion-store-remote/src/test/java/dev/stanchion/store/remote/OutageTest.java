package dev.stanchion.store.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutageTest {
    private final AtomicLong nanos = new AtomicLong(7);
    private final RecordedGate gate = new RecordedGate();
    private final Outage outage =
            new Outage("the NATS cluster", nanos::get, Duration.ofSeconds(25), gate);

    private static final class RecordedGate implements Outage.Gate {
        private @Nullable String refusal;

        @Override
        public void refuse(StoreException.Kind kind, String reason) {
            refusal = kind + ": " + reason;
        }

        @Override
        public void open() {
            refusal = null;
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void shouldLetPublishersWaitAtFirst() {
        // when
        boolean isEnough = outage.goesOn("no leader");
        pass(Duration.ofSeconds(24));

        // then
        assertThat(isEnough).isFalse();
        assertThat(outage.goesOn("no leader")).isFalse();
        assertThat(outage.isThere()).isTrue();
        assertThat(gate.refusal).isNull();
    }

    @Test
    void shouldRefusePublishersWhenTheirPatienceIsOver() {
        // given
        outage.goesOn("no leader");

        // when
        pass(Duration.ofSeconds(25));

        // then
        assertThat(outage.goesOn("no leader")).isTrue();
        assertThat(gate.refusal)
                .isEqualTo(
                        "IO: the NATS cluster has not answered for 25 s: no leader. Try again when"
                                + " it is back");
    }

    @Test
    void shouldTakePublishersAgainWhenTheBackendAnswers() {
        // given
        outage.goesOn("no leader");
        pass(Duration.ofSeconds(30));
        outage.goesOn("no leader");

        // when
        outage.ended();

        // then
        assertThat(gate.refusal).isNull();
        assertThat(outage.isThere()).isFalse();
        assertThat(outage.goesOn("no leader")).as("a new outage begins").isFalse();
    }
}
