package dev.stanchion.engine.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PurgeTest {
    private static final String CHANNEL = "tickets:created";

    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final Operator operator = new Operator(bed);
    private final TestClient orders = bed.connected("orders-1");

    @AfterEach
    void close() {
        bed.close();
    }

    private static Operation purge(Extent extent) {
        return new Operation.Purge(CHANNEL, extent);
    }

    private List<Long> kept() {
        return bed.store().channel(CHANNEL).sequences();
    }

    @Test
    void shouldRemoveTheOldestAndSettleWhatWasInFlight() {
        // given
        orders.publishes(CHANNEL, 6);
        TestSubscription durable =
                orders.subscribes(CHANNEL, Requests.all(Requests.durable("d"), Requests.window(2)));
        Operation purge = purge(new Extent.UpTo(4));
        Plan plan = operator.plans(purge).orThrow();

        // when
        Result result = operator.applies(purge, plan.state()).orThrow();

        // then
        assertThat(plan.summary())
                .isEqualTo(
                        "4 messages of tickets:created are removed, up to 4; 2 stay. 2 in flight"
                                + " are settled.");
        assertThat(plan.warnings())
                .extracting(Warning::text)
                .containsExactly(
                        "durable d of orders-1 loses 2 messages that were not sent to it yet.");
        assertThat(result.effects()).isEqualTo(plan.effects());
        assertThat(kept()).containsExactly(5L, 6L);
        assertThat(durable.received())
                .extracting(Received::sequence)
                .containsExactly(1L, 2L, 5L, 6L);
        durable.acknowledges(1, 2);
        bed.advance(Duration.ofSeconds(31));
        assertThat(durable.received())
                .extracting(Received::sequence)
                .containsExactly(1L, 2L, 5L, 6L, 5L, 6L);
        orders.publishes(CHANNEL, 1);
        assertThat(kept()).containsExactly(5L, 6L, 7L);
    }

    @Test
    void shouldKeepWhatIsAskedFor() {
        // given
        orders.publishes(CHANNEL, 3);
        bed.advance(Duration.ofMinutes(2));
        orders.publishes(CHANNEL, 3);

        // then
        operator.applies(purge(new Extent.OlderThan(Duration.ofMinutes(1).toNanos()))).orThrow();
        assertThat(kept()).containsExactly(4L, 5L, 6L);
        operator.applies(purge(new Extent.KeepLast(2))).orThrow();
        assertThat(kept()).containsExactly(5L, 6L);
        operator.applies(purge(new Extent.KeepLast(9))).orThrow();
        assertThat(kept()).containsExactly(5L, 6L);
        operator.applies(purge(new Extent.All())).orThrow();
        assertThat(kept()).isEmpty();
        orders.publishes(CHANNEL, 1);
        assertThat(kept()).containsExactly(7L);
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        // given
        orders.publishes(CHANNEL, 3);

        // then
        for (Extent wrong :
                List.of(new Extent.UpTo(0), new Extent.KeepLast(0), new Extent.OlderThan(-1))) {
            assertThat(operator.applies(purge(wrong)).failure())
                    .isInstanceOf(Failure.Invalid.class);
        }
        bed.store().fail("removeUpTo");
        assertThat(operator.applies(purge(new Extent.UpTo(1))).failure())
                .isInstanceOf(Failure.StoreFailed.class);
    }

    @Test
    void shouldAnswerWhenNoCrashBringsTheMessagesBack() {
        // given
        orders.publishes(CHANNEL, 3);
        bed.store().holdBackAnswers("removeUpTo");

        // when
        Operator.Asked<Result> asked = operator.applies(purge(new Extent.All()));

        // then
        assertThat(asked.isAnswered()).isFalse();
        bed.store().letGo();
        bed.settle();
        assertThat(asked.orThrow().effects().messagesRemoved()).isEqualTo(3);
    }
}
