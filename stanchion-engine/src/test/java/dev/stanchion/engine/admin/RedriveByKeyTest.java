package dev.stanchion.engine.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A parked message comes back to a group that is ordered by keys. */
class RedriveByKeyTest {
    private static final String CHANNEL = "foo";
    private static final Operation REDRIVE =
            new Operation.RedriveParked("foo.parked", List.of(1L), false);

    private final EngineBed bed =
            EngineBed.started(
                    EngineOptions.defaults()
                            .withPolicies(PolicyText.parse("foo=max_deliveries:1,key:$.id")),
                    2);
    private final Operator operator = new Operator(bed);
    private final TestClient publisher = bed.connected("publisher");
    private final TestSubscription group =
            bed.connected("worker")
                    .subscribes(
                            CHANNEL, Requests.all(Requests.queue("orders"), Requests.ackWait(1)));

    @BeforeEach
    void parkTheFirst() {
        publisher.publishes(CHANNEL, "{\"id\": 7, \"n\": 1}");
        bed.advance(Duration.ofMillis(1_100));
        publisher.publishes(CHANNEL, "{\"id\": 7, \"n\": 2}");
        publisher.publishes(CHANNEL, "{\"id\": 7, \"n\": 3}");
        group.forgets();
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void shouldSendItWhenItsKeyIsFreeAndBeforeLaterOnes() {
        // when
        operator.applies(REDRIVE).orThrow();

        // then
        assertThat(group.sequences()).isEmpty();

        // when
        group.acknowledges(2);

        // then
        assertThat(group.received())
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.sequence()).isEqualTo(1);
                    assertThat(message.isRedelivered()).isTrue();
                });

        // when
        group.acknowledges(1);

        // then
        assertThat(group.sequences()).containsExactly(1L, 3L);
    }

    @Test
    void shouldNotForgetAtARestartThatItCameBack() {
        // given
        operator.applies(REDRIVE).orThrow();

        // when
        bed.restart();
        for (int round = 0; round < 3; round++) {
            for (Received each : List.copyOf(group.received())) {
                group.acknowledges(each.sequence());
            }
            bed.advance(Duration.ofMillis(300));
        }

        // then
        assertThat(group.sequences()).contains(1L, 2L, 3L);
    }
}
