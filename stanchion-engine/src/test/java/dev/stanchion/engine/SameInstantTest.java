package dev.stanchion.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.SubscriptionRequest;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The numbered scenarios in which two things happen at one instant, which no test from outside can
 * arrange: here the clock is virtual and the store answers when told. Source: {@code
 * spec/streaming.md} 14.
 */
class SameInstantTest {
    private static final Duration PERIOD = Duration.ofMillis(100);

    /** How a subscription can end. */
    enum Ending {
        UNSUBSCRIBE,
        CLOSE,
        CONNECTION_CLOSE;

        void happensTo(TestSubscription subscription, TestClient client) {
            String error =
                    switch (this) {
                        case UNSUBSCRIBE -> subscription.unsubscribes();
                        case CLOSE -> subscription.closes();
                        case CONNECTION_CLOSE -> client.closes();
                    };
            assertThat(error).isEmpty();
        }
    }

    /** What a subscription can be. */
    enum Sort {
        PLAIN,
        QUEUE_MEMBER;

        UnaryOperator<SubscriptionRequest> withAckWaitOfOneSecond() {
            return switch (this) {
                case PLAIN -> Requests.ackWait(1);
                case QUEUE_MEMBER -> Requests.all(Requests.queue("group"), Requests.ackWait(1));
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void s14_080_shouldSendNothingAndLeaveNoTimerToAClosedSubscription(Ending ending) {
        try (EngineBed bed = EngineBed.started()) {
            // given: a message is being read for it
            TestClient publisher = bed.connected("publisher");
            TestClient client = bed.connected("orders");
            publisher.publishes("foo", 1);
            long timers = bed.shards().pendingTimers();
            TestSubscription listener = client.subscribes("foo", Requests.ackWait(1));
            listener.acknowledges(1);
            bed.advance(Duration.ofSeconds(2));
            bed.store().holdBackAnswers("read");
            publisher.publishes("foo", 1);

            // when
            ending.happensTo(listener, client);
            bed.store().letGo();
            bed.settle();

            // then
            assertThat(listener.sequences()).containsExactly(1L);
            assertThat(bed.shards().pendingTimers()).isLessThanOrEqualTo(timers);
        }
    }

    @ParameterizedTest
    @EnumSource
    void s14_087_shouldLetAnAckWinAgainstARedeliveryThatIsBeingPrepared(Sort sort) {
        try (EngineBed bed = EngineBed.started()) {
            // given: the timer has fired, and the message is being read
            TestClient client = bed.connected("orders");
            TestSubscription listener = client.subscribes("foo", sort.withAckWaitOfOneSecond());
            client.publishes("foo", 1);
            bed.store().holdBackAnswers("read");
            bed.advance(Duration.ofMillis(1_100));

            // when
            listener.acknowledges(1);
            bed.store().letGo();
            bed.advance(Duration.ofSeconds(3));

            // then
            assertThat(listener.sequences()).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void s14_093_shouldSurviveATimerThatFiresWhileItsSubscriptionEnds(Ending ending) {
        try (EngineBed bed = EngineBed.started()) {
            // given: the timer has fired, and the message is being read
            TestClient client = bed.connected("orders");
            TestSubscription listener = client.subscribes("foo", Requests.ackWait(1));
            client.publishes("foo", 1);
            bed.store().holdBackAnswers("read");
            bed.advance(Duration.ofMillis(1_100));

            // when
            ending.happensTo(listener, client);
            bed.store().letGo();
            bed.advance(Duration.ofSeconds(3));

            // then
            assertThat(listener.sequences()).containsExactly(1L);
        }
    }

    @Test
    void s14_093_shouldSurviveATimerThatFiresAtTheInstantOfTheRequest() {
        try (EngineBed bed = EngineBed.started()) {
            // given: the request waits on the bus when the timer fires
            TestClient client = bed.connected("orders");
            TestSubscription listener = client.subscribes("foo", Requests.ackWait(1));
            client.publishes("foo", 1);
            bed.advance(Duration.ofMillis(999));
            listener.sendClose();

            // when
            bed.shards().advance(Duration.ofMillis(1).toNanos());
            bed.settle();
            bed.advance(Duration.ofSeconds(3));

            // then
            assertThat(listener.sequences()).containsExactly(1L, 1L);
        }
    }

    @Test
    void s14_143_shouldKeepAChannelThatIsSubscribedToInTime() {
        StoreLimits limits = new StoreLimits(0, 0, 0, 0, 0, PERIOD.toNanos());
        try (EngineBed bed = EngineBed.started(EngineOptions.defaults().withLimits(limits))) {
            // given: a subscription is being recorded when the channel's time is up
            TestClient client = bed.connected("orders");
            client.publishes("foo", 1);
            bed.advance(PERIOD.minusMillis(1));
            bed.store().holdBackAnswers("flush");
            TestSubscription listener = client.triesToSubscribe(client.subscriptionTo("foo"));

            // when
            bed.advance(PERIOD);
            bed.store().letGo();
            bed.settle();
            bed.advance(PERIOD.multipliedBy(3));

            // then
            assertThat(listener.sequences()).containsExactly(1L);
            assertThat(bed.store().hasChannel("foo")).isTrue();

            // when
            listener.unsubscribes();
            bed.advance(PERIOD.plusMillis(10));

            // then
            assertThat(bed.store().hasChannel("foo")).isFalse();
        }
    }
}
