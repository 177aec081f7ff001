package dev.stanchion.engine.subscription;

import static dev.stanchion.engine.testbed.Requests.ackWait;
import static dev.stanchion.engine.testbed.Requests.all;
import static dev.stanchion.engine.testbed.Requests.durable;
import static dev.stanchion.engine.testbed.Requests.queue;
import static dev.stanchion.engine.testbed.Requests.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.StoreLimits;
import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.admin.PositionKey;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.StartPosition;
import dev.stanchion.protocol.SubscriptionRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A message is tried as often as a policy permits, and is parked then. */
class MaxDeliveriesTest {
    private static final String PARKED = "tickets.parked";
    private static final Duration ACK_WAIT = Duration.ofMillis(1_020);

    private final EngineBed bed = EngineBed.started(options("tickets=max_deliveries:3"), 3);
    private final TestClient publisher = bed.connected("publisher");
    private final TestClient worker = bed.connected("worker");

    private static EngineOptions options(String policy) {
        return EngineOptions.defaults().withPolicies(PolicyText.parse(policy));
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private static UnaryOperator<SubscriptionRequest> member() {
        return all(queue("orders"), ackWait(1));
    }

    private List<Received> parked() {
        TestClient reader = bed.connected("reader");
        TestSubscription all =
                reader.subscribes(PARKED, Requests.from(StartPosition.FIRST)).acknowledgesAll();
        List<Received> received = all.received();
        reader.closes();
        return received;
    }

    private void ackWaitsRunOut(int times) {
        for (int i = 0; i < times; i++) {
            bed.advance(ACK_WAIT);
        }
    }

    @Test
    void shouldParkAMessageThatIsNotAcknowledgedAndGoOn() {
        // given
        TestSubscription group = worker.subscribes("tickets", all(member(), window(1)));
        publisher.publishes("tickets", "poison");
        publisher.publishes("tickets", "good");

        // when
        ackWaitsRunOut(3);

        // then
        assertThat(group.sequences()).containsExactly(1L, 1L, 1L, 2L);
        assertThat(parked()).extracting(Received::data).containsExactly("poison");
        assertThat(bed.store().channel("tickets").pendingOf(1)).containsExactly(2L);
    }

    @Test
    void shouldSendAMessageAsOftenAsThereIsNoLimit() {
        // given
        TestSubscription other = worker.subscribes("orders", member());
        publisher.publishes("orders", "poison");

        // when
        ackWaitsRunOut(5);

        // then
        assertThat(other.sequences()).hasSize(6);
        assertThat(bed.store().hasChannel("orders.parked")).isFalse();
    }

    @Test
    void shouldKeepAMessagePendingUntilItIsDurableWhereItIsParked() {
        // given
        TestSubscription group = worker.subscribes("tickets", member());
        publisher.publishes("tickets", "poison");
        publisher.publishes("tickets.parked", "first");
        bed.store().holdBack(PARKED);

        // when
        ackWaitsRunOut(4);

        // then
        assertThat(group.sequences()).hasSize(3);
        assertThat(bed.store().channel("tickets").pendingOf(1)).containsExactly(1L);

        // when
        bed.store().letGo();
        bed.settle();

        // then
        assertThat(bed.store().channel("tickets").pendingOf(1)).isEmpty();
    }

    @Test
    void shouldTryAgainToParkWhatCannotBeStored() {
        // given
        TestSubscription group = worker.subscribes("tickets", member());
        publisher.publishes("tickets", "poison");
        bed.store().fail("append");

        // when
        ackWaitsRunOut(5);

        // then
        assertThat(group.sequences()).hasSize(3);
        assertThat(bed.store().channel("tickets").pendingOf(1)).containsExactly(1L);

        // when
        bed.store().recoverFromFailure();
        ackWaitsRunOut(5);

        // then
        assertThat(bed.store().channel("tickets").pendingOf(1)).isEmpty();
        assertThat(parked()).extracting(Received::data).containsExactly("poison");
    }

    @Test
    void shouldKeepAMessagePendingThatIsTooLargeWithItsNote() {
        // given
        try (EngineBed small =
                EngineBed.started(
                        options("tickets=max_deliveries:1").withMaxPayloadBytes(200), 3)) {
            TestClient client = small.connected("worker");
            TestSubscription group = client.subscribes("tickets", member());
            client.publishes("tickets", "x".repeat(120));

            // when
            small.advance(ACK_WAIT.multipliedBy(4));

            // then
            assertThat(group.sequences()).containsOnly(1L);
            assertThat(small.store().channel("tickets").pendingOf(1)).containsExactly(1L);
        }
    }

    @Test
    void shouldRememberAttemptsAcrossARestart() {
        // given
        worker.subscribes("tickets", member());
        publisher.publishes("tickets", "poison");
        ackWaitsRunOut(2);

        // when
        bed.restart();
        worker.subscribes("other"); // the client is there
        ackWaitsRunOut(3);

        // then
        assertThat(bed.store().channel("tickets").pendingOf(1)).isEmpty();
        assertThat(bed.store().channel(PARKED).sequences()).containsExactly(1L);
    }

    @Test
    void shouldCountOnlyTheOldestMessageOfALostConnection() {
        // given
        TestSubscription one = worker.subscribes("tickets", all(queue("orders")));
        publisher.publishes("tickets", "poison");
        publisher.publishes("tickets", "innocent");

        // when
        for (int crash = 0; crash < 3; crash++) {
            one.vanishes();
            bed.settle();
            one.comesBack();
            bed.settle();
        }

        // then
        assertThat(bed.store().channel(PARKED).sequences()).containsExactly(1L);
        assertThat(parked()).extracting(Received::data).containsExactly("poison");
        assertThat(bed.store().channel("tickets").pendingOf(1)).containsExactly(2L);
        assertThat(one.sequences()).contains(2L);
    }

    @Test
    void shouldCountAFailureOnceIfTheConnectionIsLostBeforeTheMessageIsSentAgain() {
        // given: the ack wait has run out, and the message is being read to be sent again
        TestSubscription one = worker.subscribes("tickets", member());
        TestClient second = bed.connected("second");
        publisher.publishes("tickets", "poison");
        publisher.publishes("tickets", "innocent");
        bed.store().holdBackAnswers("read");
        bed.advance(ACK_WAIT);
        TestSubscription other = second.subscribes("tickets", member());

        // when
        one.vanishes();
        bed.settle();
        bed.store().letGo();
        bed.settle();
        ackWaitsRunOut(4);

        // then: sent three times each, once to the first member
        assertThat(one.sequences()).containsExactly(1L, 2L);
        assertThat(other.sequences()).containsExactlyInAnyOrder(1L, 1L, 2L, 2L);
        assertThat(parked())
                .extracting(Received::data)
                .containsExactlyInAnyOrder("poison", "innocent");
    }

    @Test
    void shouldNotCountWhatAResumingClientHasNotBeenSentWhenItsConnectionIsLost() {
        // given
        TestSubscription durable = worker.subscribes("tickets", durable("d"));
        publisher.publishes("tickets", "message");

        // when: each client resumes, and is away while its message is being read
        for (int i = 0; i < 4; i++) {
            durable.closes();
            bed.store().holdBackAnswers("read");
            durable = worker.subscribes("tickets", durable("d"));
            durable.vanishes();
            bed.settle();
            durable.comesBack();
            bed.store().letGo();
            bed.settle();
        }

        // then
        assertThat(bed.store().hasChannel(PARKED)).isFalse();
        assertThat(durable.sequences()).containsExactly(1L);
    }

    @Test
    void shouldNotCountAgainWhatIsNotSentSinceARestartWhenTheConnectionIsLost() {
        // given: a message that has failed twice
        TestSubscription group = worker.subscribes("tickets", member());
        publisher.publishes("tickets", "message");
        ackWaitsRunOut(2);
        bed.store().holdBackAnswers("read");
        bed.restart();

        // when
        group.vanishes();
        bed.settle();
        group.comesBack();
        bed.store().letGo();
        bed.settle();

        // then: it is tried for the third time
        assertThat(group.sequences()).hasSize(4);
        assertThat(bed.store().hasChannel(PARKED)).isFalse();

        // when
        ackWaitsRunOut(1);

        // then
        assertThat(bed.store().channel(PARKED).sequences()).containsExactly(1L);
    }

    @Test
    void shouldCountEachAttemptOfWhatHasWaitedForItsKeyWhenTheServerRestarted() {
        // given: the second message waits for its key
        bed.restartWith(options("tickets=key:$.id,max_deliveries:3"));
        TestClient again = bed.connected("again");
        TestSubscription group = again.subscribes("tickets", member());
        again.publishes("tickets", "{\"id\":1}");
        again.publishes("tickets", "{\"id\":1}");
        bed.restart();

        // when
        group.acknowledges(1);
        ackWaitsRunOut(4);

        // then
        assertThat(group.sequences()).containsExactly(1L, 2L, 2L, 2L);
        assertThat(bed.store().channel(PARKED).sequences()).containsExactly(1L);
    }

    @Test
    void shouldNotCountWhatIsSentAgainWhileNobodyListens() {
        // given: the engine is not told yet that nobody does
        TestSubscription durable = worker.subscribes("tickets", all(durable("d"), ackWait(1)));
        publisher.publishes("tickets", "message");
        bed.bus().tellsLater();
        durable.vanishes();
        ackWaitsRunOut(3);

        // when
        bed.bus().tellsNow();
        bed.settle();
        durable.comesBack();
        bed.settle();
        ackWaitsRunOut(3);

        // then
        assertThat(durable.sequences()).containsExactly(1L, 1L, 1L);
        assertThat(bed.store().channel(PARKED).sequences()).containsExactly(1L);
    }

    @Test
    void shouldNotCountWhatTheBusSaysLateThatNobodyGot() {
        // given
        bed.restartWith(options("tickets=max_deliveries:1"));
        TestClient again = bed.connected("again");
        TestSubscription group = again.subscribes("tickets", member());
        bed.bus().learnsLate();
        bed.bus().tellsLater();
        group.vanishes();
        again.publishes("tickets", "message");

        // when
        bed.bus().tellsNow();
        bed.settle();
        group.comesBack();
        bed.settle();

        // then
        assertThat(group.sequences()).containsExactly(1L);
        assertThat(bed.store().hasChannel(PARKED)).isFalse();
    }

    @Test
    void shouldNotCountWhatNobodyCouldReceive() {
        // given
        TestSubscription durable = worker.subscribes("tickets", all(durable("d"), ackWait(1)));
        publisher.publishes("tickets", "message");

        // when
        for (int i = 0; i < 5; i++) {
            durable.closes();
            durable = worker.subscribes("tickets", all(durable("d"), ackWait(1)));
        }

        // then
        assertThat(bed.store().hasChannel(PARKED)).isFalse();
        assertThat(durable.sequences()).containsExactly(1L);
    }

    @Test
    void shouldNotCountAnAckWaitThatRunsOutDuringAPause() {
        // given
        TestSubscription group = worker.subscribes("tickets", member());
        publisher.publishes("tickets", "message");
        var operator = new Operator(bed);
        var key = new PositionKey.Group("orders");
        operator.applies(
                        new Operation.Pause(
                                "tickets", key, Duration.ofMinutes(1).toNanos(), "deploying"))
                .orThrow();

        // when
        ackWaitsRunOut(5);
        operator.applies(new Operation.Resume("tickets", key)).orThrow();

        // then
        assertThat(group.sequences()).containsExactly(1L, 1L);

        // when
        ackWaitsRunOut(2);

        // then: it has failed twice, and not three times
        assertThat(group.sequences()).hasSize(4);
        assertThat(bed.store().hasChannel(PARKED)).isFalse();
    }

    @Test
    void shouldParkAlthoughThereAreAsManyChannelsAsPermitted() {
        // given
        bed.restartWith(
                options("tickets=max_deliveries:1")
                        .withLimits(new StoreLimits(1, 1000, 1000, 0, 0, 0)));
        TestClient again = bed.connected("again");
        again.subscribes("tickets", member());
        again.publishes("tickets", "poison");

        // when
        ackWaitsRunOut(1);

        // then
        assertThat(bed.store().channel(PARKED).sequences()).containsExactly(1L);
        assertThat(again.triesToSubscribe(again.subscriptionTo("other")).error())
                .contains("too many channels");
    }

    @Test
    void shouldNotParkWhatIsParked() {
        // given
        bed.restartWith(options(">=max_deliveries:1"));
        TestClient again = bed.connected("again");
        again.subscribes("tickets", member());
        again.publishes("tickets", "poison");
        ackWaitsRunOut(1);
        TestSubscription ofParked =
                again.subscribes(PARKED, all(Requests.from(StartPosition.FIRST), ackWait(1)));

        // when
        ackWaitsRunOut(3);

        // then
        assertThat(ofParked.sequences()).hasSize(4);
        assertThat(bed.store().hasChannel(PARKED + ".parked")).isFalse();
    }
}
