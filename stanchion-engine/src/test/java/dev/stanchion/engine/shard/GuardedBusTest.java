package dev.stanchion.engine.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GuardedBusTest {
    @Test
    void shouldSurviveABugInHandlingAnAcknowledgement() {
        try (EngineBed bed = EngineBed.started()) {
            // given
            TestClient client = bed.connected("orders");
            TestSubscription listener = client.subscribes("foo", Requests.window(2));
            client.publishes("foo", 3);
            bed.store().channel("foo").breakDownOnAcknowledgement(1);

            // when
            listener.acknowledges(1, 2);

            // then
            assertThat(listener.first()).containsExactly(1L, 2L, 3L);
            assertThat(bed.forgetBugs())
                    .singleElement()
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void shouldForwardEachMethodAlsoThoseThatABusNeedNotHave() {
        assertThat(Arrays.stream(Bus.class.getMethods()).map(Method::getName))
                .isSubsetOf(
                        Arrays.stream(GuardedBus.class.getDeclaredMethods())
                                .map(Method::getName)
                                .toList());
    }
}
