package dev.stanchion.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamingEngineTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldConnectPublishDeliverAcknowledgeAndClose(int shards) {
        try (EngineBed bed = EngineBed.started(EngineOptions.defaults(), shards)) {
            // given
            TestClient orders = bed.connected("orders", shards - 1);
            TestClient payments = bed.connected("payments");
            TestSubscription listener = payments.subscribes("tickets:created").acknowledgesAll();

            // when
            String error = orders.publishes("tickets:created", "ticket 1");

            // then
            assertThat(error).isEmpty();
            assertThat(listener.received()).hasSize(1);
            assertThat(listener.received().getFirst().data()).isEqualTo("ticket 1");
            assertThat(bed.snapshot().channels().getFirst().subscriptions().getFirst().pending())
                    .isZero();
            assertThat(listener.unsubscribes()).isEmpty();
            assertThat(payments.closes()).isEmpty();
            assertThat(bed.snapshot().clients()).hasSize(1);
        }
    }
}
