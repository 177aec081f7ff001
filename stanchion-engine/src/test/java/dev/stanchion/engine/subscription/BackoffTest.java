package dev.stanchion.engine.subscription;

import static dev.stanchion.engine.testbed.Requests.ackWait;
import static dev.stanchion.engine.testbed.Requests.all;
import static dev.stanchion.engine.testbed.Requests.queue;
import static dev.stanchion.engine.testbed.Requests.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.SubscriptionRequest;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A message that has failed waits longer than the ack wait, and does not hold up others. */
class BackoffTest {
    private final EngineBed bed =
            EngineBed.started(
                    EngineOptions.defaults()
                            .withPolicies(
                                    PolicyText.parse(
                                            "tickets=backoff:10s/20s;one=backoff:10s,max_waiting:1")));
    private final TestClient publisher = bed.connected("publisher");
    private final TestClient worker = bed.connected("worker");

    @AfterEach
    void close() {
        bed.close();
    }

    private static UnaryOperator<SubscriptionRequest> member(int window) {
        return all(queue("orders"), ackWait(1), window(window));
    }

    private void seconds(long seconds) {
        bed.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void shouldWaitLongerAfterEachFailure() {
        // given
        TestSubscription group = worker.subscribes("tickets", member(4));
        publisher.publishes("tickets", "poison");

        // when, then: within a tenth of the time
        seconds(8);
        assertThat(group.sequences()).hasSize(1);
        seconds(4);
        assertThat(group.sequences()).hasSize(2);
        seconds(16);
        assertThat(group.sequences()).hasSize(2);
        seconds(8);
        assertThat(group.sequences()).hasSize(3);
        seconds(24);
        assertThat(group.sequences()).hasSize(4);
    }

    @Test
    void shouldLetOthersPassAndTakeItsPlaceAgain() {
        // given
        TestSubscription group =
                worker.subscribes("tickets", all(queue("orders"), ackWait(300), window(1)));
        publisher.publishes("tickets", 3);

        // when
        group.vanishes();
        bed.settle();
        group.comesBack();
        seconds(15);

        // then: the first is due again, and there is never more than one in flight
        assertThat(group.sequences()).containsExactly(1L, 2L);

        // when
        group.acknowledges(2);

        // then: it goes before what is new
        assertThat(group.sequences()).containsExactly(1L, 2L, 1L);
        group.acknowledges(1);
        assertThat(group.sequences()).containsExactly(1L, 2L, 1L, 3L);
    }

    @Test
    void shouldLetOthersPassWhileItWaits() {
        // given
        TestSubscription group = worker.subscribes("tickets", member(1));
        publisher.publishes("tickets", 3);

        // when
        seconds(5);

        // then
        assertThat(group.sequences()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldHoldItsPlaceIfTooManyWait() {
        // given
        TestSubscription group = worker.subscribes("one", member(1));
        publisher.publishes("one", 3);

        // when
        seconds(5);

        // then: the second waits in its place
        assertThat(group.sequences()).containsExactly(1L, 2L);
    }

    @Test
    void shouldAcceptAnAcknowledgementWhileAMessageWaits() {
        // given
        TestSubscription group = worker.subscribes("tickets", member(1));
        publisher.publishes("tickets", 2);
        seconds(3);

        // when
        group.acknowledges(1, 2);
        seconds(30);

        // then
        assertThat(group.sequences()).containsExactly(1L, 2L);
        assertThat(bed.store().channel("tickets").pendingOf(1)).isEmpty();
    }

    @Test
    void shouldWaitAfterALostConnectionWithoutTheAckWait() {
        // given
        TestSubscription one = worker.subscribes("tickets", all(queue("orders"), ackWait(300)));
        publisher.publishes("tickets", 2);

        // when
        one.vanishes();
        bed.settle();
        one.comesBack();
        bed.settle();

        // then: the other goes at once
        assertThat(one.sequences()).containsExactly(1L, 2L, 2L);

        // when
        seconds(12);

        // then
        assertThat(one.sequences()).containsExactly(1L, 2L, 2L, 1L);
    }
}
