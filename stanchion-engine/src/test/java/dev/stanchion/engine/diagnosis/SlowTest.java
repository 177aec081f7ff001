package dev.stanchion.engine.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reason that a listener falls behind, which is seen over a while. */
class SlowTest {
    private final EngineBed bed = EngineBed.started();
    private final TestClient publisher = bed.connected("publisher-1");
    private final TestClient orders = bed.connected("orders-1");

    @AfterEach
    void close() {
        bed.close();
    }

    private List<Standstill> reasons() {
        List<Diagnosis> answers = new ArrayList<>();
        bed.engine().inspector().why("tickets", "", answers::add);
        bed.settle();
        return answers.getFirst().reasons();
    }

    @Test
    void shouldSayThatAGroupFallsBehind() {
        // given
        TestSubscription member = orders.subscribes("tickets", Requests.window(1));
        long acked = 0;

        // when
        for (int i = 1; i <= 60; i++) {
            publisher.publishes("tickets", 1);
            if (i % 3 == 0) {
                member.acknowledges(++acked);
            }
            bed.advance(Duration.ofSeconds(1), Duration.ofMillis(100));
        }

        // then
        assertThat(reasons())
                .filteredOn(reason -> reason.code().equals("slow"))
                .singleElement()
                .satisfies(reason -> {
                    assertThat(reason.sentence())
                            .startsWith(
                                    "orders-1 falls behind: 1.0/s come in, 0.3/s are acknowledged; ")
                            .endsWith(" behind, growing.");
                    assertThat(reason.remedy()).contains("max in flight (1 now)");
                });
    }

    @Test
    void shouldNotSayThatABusyGroupFallsBehind() {
        // given
        TestSubscription member = orders.subscribes("tickets", Requests.window(100));
        bed.settle();
        member.acknowledgesAll();

        // when
        for (int i = 0; i < 45; i++) {
            publisher.publishes("tickets", i);
            bed.advance(Duration.ofSeconds(1), Duration.ofMillis(100));
        }

        // then
        assertThat(reasons()).extracting(Standstill::code).doesNotContain("slow");
    }
}
