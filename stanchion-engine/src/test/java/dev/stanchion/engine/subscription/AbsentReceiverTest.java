package dev.stanchion.engine.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.Compatibility;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.EngineSnapshot;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain and durable subscriptions whose clients' connections have ended. */
class AbsentReceiverTest {
    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final TestClient client = bed.connected("orders");
    private final TestClient publisher = bed.connected("tickets", 1);

    @AfterEach
    void close() {
        bed.close();
    }

    private TestSubscription listener(String durableName, int ackWaitSeconds) {
        return client.subscribes(
                "foo",
                Requests.all(Requests.durable(durableName), Requests.ackWait(ackWaitSeconds)));
    }

    private EngineSnapshot.Subscription snapshot() {
        return bed.snapshot().channels().getFirst().subscriptions().getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "durable"})
    void shouldHoldWhatIsPublishedWhileNobodyListens(String durableName) {
        // given
        TestSubscription listener = listener(durableName, 1);
        listener.vanishes();
        bed.settle();

        // when
        publisher.publishes("foo", 3);
        bed.advance(Duration.ofSeconds(10));
        EngineSnapshot.Subscription meanwhile = snapshot();
        listener.comesBack();
        bed.settle();

        // then
        assertThat(meanwhile.isAbsent()).isTrue();
        assertThat(meanwhile.pending()).isZero();
        assertThat(listener.first()).containsExactly(1L, 2L, 3L);
        assertThat(listener.again()).isEmpty();
        assertThat(snapshot().isAbsent()).isFalse();
    }

    @Test
    void shouldSendAtOnceWhatTheBusSaysLateThatNobodyGot() {
        // given
        TestSubscription listener = listener("", 30);
        publisher.publishes("foo", 1);
        bed.bus().learnsLate();
        bed.bus().tellsLater();
        listener.vanishes();
        publisher.publishes("foo", 2);

        // when
        bed.bus().tellsNow();
        bed.settle();
        EngineSnapshot.Subscription meanwhile = snapshot();
        listener.comesBack();
        bed.settle();

        // then: what it had before may have arrived
        assertThat(meanwhile.isAbsent()).isTrue();
        assertThat(meanwhile.pending()).isEqualTo(3);
        assertThat(listener.again()).containsExactly(2L, 3L);
        bed.advance(Duration.ofSeconds(31));
        assertThat(listener.again()).contains(1L);
    }

    @Test
    void shouldNotCountRedeliveriesWhileNobodyListens() {
        // given
        TestSubscription listener = listener("", 1);
        publisher.publishes("foo", 2);
        listener.vanishes();

        // when
        bed.advance(Duration.ofSeconds(60));
        listener.forgets();
        listener.comesBack();
        bed.settle();

        // then: at once, since it is long due
        assertThat(listener.again()).containsExactly(1L, 2L);
        assertThat(listener.lastCount()).isEqualTo(1);
        bed.advance(Duration.ofMillis(1_100));
        assertThat(listener.lastCount()).isEqualTo(2);
    }

    @Test
    void shouldRedeliverWhenDueWhatMayHaveArrived() {
        // given
        TestSubscription listener = listener("", 30);
        publisher.publishes("foo", 2);
        bed.advance(Duration.ofSeconds(10));

        // when
        listener.vanishes();
        bed.advance(Duration.ofSeconds(1));
        listener.comesBack();
        listener.acknowledges(1);
        bed.advance(Duration.ofSeconds(18));
        List<Long> early = listener.again();
        bed.advance(Duration.ofSeconds(2));

        // then
        assertThat(early).isEmpty();
        assertThat(listener.again()).containsExactly(2L);
    }

    @Test
    void shouldSendAgainAtOnceWhatWasCertainlyLost() {
        // given
        TestSubscription listener = listener("", 30);
        publisher.publishes("foo", 1);
        bed.bus().tellsLater();
        listener.vanishes();
        publisher.publishes("foo", 2);
        bed.bus().tellsNow();
        bed.settle();
        publisher.publishes("foo", 1);

        // when
        listener.comesBack();
        bed.settle();

        // then
        assertThat(listener.again()).containsExactly(2L, 3L);
        assertThat(listener.first()).containsExactly(1L, 4L);
    }

    @Test
    void shouldGoOnThoughTheReceiverIsBackBeforeAnybodyLooked() {
        // given
        TestSubscription listener = listener("", 30);
        publisher.publishes("foo", 2);

        // when
        listener.vanishes();
        listener.comesBack();
        publisher.publishes("foo", 2);

        // then
        assertThat(listener.first()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(listener.again()).isEmpty();
    }

    @Test
    void shouldGoOnAtOnceThoughTheClientHasNotAnsweredAHeartbeatYet() {
        try (EngineBed quick =
                EngineBed.started(
                        EngineOptions.defaults()
                                .withHeartbeats(
                                        Duration.ofSeconds(1), Duration.ofMillis(500), 100))) {
            // given
            TestClient comesAndGoes = quick.connected("orders");
            TestSubscription listener = comesAndGoes.subscribes("foo", Requests.ackWait(1));
            quick.connected("tickets").publishes("foo", 1);
            comesAndGoes.vanishes();
            listener.vanishes();
            quick.advance(Duration.ofMillis(5_700));

            // when
            comesAndGoes.listens();
            listener.comesBack();
            quick.settle();

            // then
            assertThat(listener.again()).containsExactly(1L);
        }
    }

    @Test
    void shouldFinishTheBacklogOfAResumedDurableWhenItIsBack() {
        // given
        TestSubscription before = listener("durable", 30);
        publisher.publishes("foo", 5);
        before.closes();
        TestSubscription resumes =
                client.startsToSubscribe(
                        Requests.durable("durable").apply(client.subscriptionTo("foo")));
        bed.bus().congest(resumes.inbox());
        bed.settle();
        resumes.vanishes();
        bed.settle();
        bed.bus().relieve(resumes.inbox());
        publisher.publishes("foo", 1);
        List<Long> early = resumes.sequences();

        // when
        resumes.comesBack();
        bed.settle();

        // then
        assertThat(early).isEmpty();
        assertThat(resumes.sequences()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(resumes.first()).containsExactly(6L);
    }

    @Test
    void shouldSendNothingAfterARestartUntilTheClientIsBack() {
        // given
        TestSubscription listener = listener("durable", 1);
        publisher.publishes("foo", 2);
        listener.vanishes();

        // when
        bed.restart();
        publisher.publishes("foo", 1);
        bed.advance(Duration.ofSeconds(10));
        long sent = bed.snapshot().outMessages();
        listener.forgets();
        listener.comesBack();
        bed.settle();

        // then
        assertThat(sent).isZero();
        assertThat(listener.again()).containsExactly(1L, 2L);
        assertThat(listener.lastCount()).isZero();
        assertThat(listener.first()).containsExactly(3L);
    }

    @Test
    void shouldFollowTheInboxThatADurableWasResumedWith() {
        // given
        TestSubscription before = listener("durable", 30);
        before.closes();
        TestSubscription after = listener("durable", 30);

        // when
        before.vanishes();
        publisher.publishes("foo", 1);
        after.vanishes();
        bed.settle();
        publisher.publishes("foo", 1);
        after.comesBack();
        bed.settle();

        // then
        assertThat(after.first()).containsExactly(1L, 2L);
    }

    @Test
    void shouldFollowNoInboxOnceTheSubscriptionHasEnded() {
        // given
        int before = bed.bus().watchCount();
        TestSubscription unsubscribed = listener("", 30);
        TestSubscription closed = listener("durable", 30);
        client.subscribes("foo", Requests.queue("g"));
        int meanwhile = bed.bus().watchCount();

        // when
        unsubscribed.unsubscribes();
        closed.closes();
        client.closes();

        // then
        assertThat(meanwhile).isEqualTo(before + 3);
        assertThat(bed.bus().watchCount()).as("nor the client").isEqualTo(before - 1);
    }

    @Test
    void shouldSendIntoTheVoidIfStrict() {
        try (EngineBed strict =
                EngineBed.started(
                        EngineOptions.defaults().withCompatibility(Compatibility.STRICT, false))) {
            // given
            TestClient one = strict.connected("one");
            TestSubscription listener = one.subscribes("foo");
            listener.vanishes();

            // when
            one.publishes("foo", 2);
            listener.comesBack();
            strict.advance(Duration.ofSeconds(31));

            // then
            assertThat(listener.again()).containsExactly(1L, 2L);
        }
    }
}
