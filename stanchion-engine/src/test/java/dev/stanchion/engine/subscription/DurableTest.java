package dev.stanchion.engine.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.StartPosition;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DurableTest {
    private final EngineBed bed = EngineBed.started();
    private final TestClient client = bed.connected("orders");

    @AfterEach
    void close() {
        bed.close();
    }

    private TestSubscription durable() {
        return client.subscribes("foo", Requests.durable("d"));
    }

    @Test
    void shouldResumeWhereItsAcknowledgementsLeftIt() {
        // given
        TestSubscription first = durable();
        client.publishes("foo", 5);
        first.acknowledges(1, 2, 4);
        first.closes();
        client.publishes("foo", 2);

        // when
        TestSubscription resumed =
                client.subscribes(
                        "foo",
                        Requests.all(Requests.durable("d"), Requests.from(StartPosition.NEW_ONLY)));

        // then
        assertThat(resumed.again()).containsExactly(3L, 5L);
        assertThat(resumed.first()).containsExactly(6L, 7L);
        assertThat(resumed.sequences()).containsExactly(3L, 5L, 6L, 7L);
        assertThat(resumed.ackInbox()).isNotEqualTo(first.ackInbox());
        assertThat(resumed.received().getFirst().redeliveries()).isEqualTo(1);
    }

    @Test
    void shouldIgnoreAcknowledgementsToItsOldInbox() {
        // given
        TestSubscription first = durable();
        client.publishes("foo", 1);
        first.closes();
        TestSubscription resumed =
                client.subscribes("foo", Requests.all(Requests.durable("d"), Requests.ackWait(1)));

        // when
        first.acknowledges(1);
        bed.advance(Duration.ofMillis(1_100));

        // then
        assertThat(resumed.received().stream().map(Received::redeliveries)).containsExactly(1, 2);
    }

    @Test
    void shouldSendWhatWasPendingEvenBeyondItsNewWindow() {
        // given
        TestSubscription first = durable();
        client.publishes("foo", 6);
        first.acknowledges(6);
        first.closes();
        client.publishes("foo", 2);

        // when
        TestSubscription resumed =
                client.subscribes("foo", Requests.all(Requests.durable("d"), Requests.window(2)));
        List<Long> atOnce = resumed.sequences();
        resumed.acknowledges(1, 2, 3);
        List<Long> withTwoPending = resumed.sequences();
        resumed.acknowledges(4);

        // then
        assertThat(atOnce).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(withTwoPending).isEqualTo(atOnce);
        assertThat(resumed.first()).containsExactly(7L);
    }

    @Test
    void shouldSendAllOldMessagesBeforeAnyNewOne() {
        // given
        bed.store().answerLater();
        durable();
        client.publishes("foo", 50);
        client.closes();
        client.connects();

        // when
        TestSubscription resumed =
                client.startsToSubscribe(Requests.durable("d").apply(client.subscriptionTo("foo")));
        client.publishes("foo", 20);

        // then
        assertThat(resumed.sequences()).isEqualTo(LongStream.rangeClosed(1, 70).boxed().toList());
        assertThat(resumed.again()).hasSize(50);
        assertThat(resumed.sawMessageBeforeAnswer()).isFalse();
    }

    @Test
    void shouldRefuseADuplicate() {
        // given
        durable();

        // when
        TestSubscription second =
                client.triesToSubscribe(Requests.durable("d").apply(client.subscriptionTo("foo")));

        // then
        assertThat(second.error()).isEqualTo("stan: duplicate durable registration");
        assertThat(client.subscribes("bar", Requests.durable("d")).error()).isEmpty();
        assertThat(bed.connected("other").subscribes("foo", Requests.durable("d")).error())
                .isEmpty();
    }

    @Test
    void shouldReplaceADuplicateIfConfigured() {
        try (EngineBed replacing =
                EngineBed.started(EngineOptions.defaults().withReplaceDurable(true))) {
            // given
            TestClient owner = replacing.connected("orders");
            TestSubscription first = owner.subscribes("foo", Requests.durable("d"));
            owner.publishes("foo", 1);

            // when
            TestSubscription second = owner.subscribes("foo", Requests.durable("d"));
            owner.publishes("foo", 1);

            // then
            assertThat(first.sequences()).containsExactly(1L);
            assertThat(second.again()).containsExactly(1L);
            assertThat(second.first()).containsExactly(2L);
            assertThat(replacing.snapshot().subscriptionCount()).isEqualTo(1);
            assertThat(first.closes()).isEqualTo("stan: invalid subscription");
            assertThat(second.closes()).isEmpty();
        }
    }

    @Test
    void shouldStartAfreshAfterUnsubscribe() {
        // given
        TestSubscription first = durable();
        client.publishes("foo", 2);
        first.unsubscribes();

        // when
        TestSubscription fresh = durable();

        // then
        assertThat(fresh.first()).containsExactly(1L, 2L);
        assertThat(fresh.again()).isEmpty();
    }

    @Test
    void shouldNotUnsubscribeWhileOffline() {
        // given
        TestSubscription first = durable();
        first.closes();

        // when / then
        assertThat(first.unsubscribes()).isEqualTo("stan: invalid subscription");
    }

    @Test
    void shouldSendNothingWhileOffline() {
        // given
        TestSubscription first =
                client.subscribes("foo", Requests.all(Requests.durable("d"), Requests.ackWait(1)));
        client.publishes("foo", 1);
        first.closes();

        // when
        client.publishes("foo", 1);
        bed.advance(Duration.ofSeconds(5));

        // then
        assertThat(first.sequences()).containsExactly(1L);
        assertThat(bed.snapshot().channels().getFirst().subscriptions())
                .singleElement()
                .satisfies(sub -> {
                    assertThat(sub.isOffline()).isTrue();
                    assertThat(sub.pending()).isEqualTo(1);
                    assertThat(sub.clientId()).isEqualTo("orders");
                });
    }

    @Test
    void shouldKeepTheDurableIfResumingItFails() {
        // given
        durable().closes();
        client.publishes("foo", 1);
        bed.store().fail("flush");

        // when
        TestSubscription failed =
                client.triesToSubscribe(Requests.durable("d").apply(client.subscriptionTo("foo")));
        bed.store().recoverFromFailure();
        TestSubscription resumed = durable();

        // then
        assertThat(failed.error()).contains("it was told to");
        assertThat(resumed.sequences()).containsExactly(1L);
        assertThat(bed.snapshot().subscriptionCount()).isEqualTo(1);
    }

    @Test
    void shouldStartAfreshInsteadOfReplacingWhatHasNoPositionYet() {
        try (EngineBed replacing =
                EngineBed.started(EngineOptions.defaults().withReplaceDurable(true))) {
            // given
            TestClient owner = replacing.connected("orders");
            owner.publishes("foo", 3);
            replacing.store().holdBackAnswers("sequenceAt");
            TestSubscription first =
                    owner.triesToSubscribe(
                            Requests.all(Requests.durable("d"), Requests.fromTimeDelta(1))
                                    .apply(owner.subscriptionTo("foo")));

            // when
            TestSubscription second =
                    owner.subscribes(
                            "foo", Requests.all(Requests.durable("d"), Requests.fromSequence(3)));
            replacing.store().letGo();
            replacing.settle();

            // then
            assertThat(first.error()).isEqualTo("stan: unknown clientID");
            assertThat(second.first()).containsExactly(3L);
            assertThat(replacing.snapshot().subscriptionCount()).isEqualTo(1);
            assertThat(replacing.store().channel("foo").subscriptions()).hasSize(1);
        }
    }
}
