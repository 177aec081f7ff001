package dev.stanchion.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.client.StreamingConnection;
import dev.stanchion.server.Limits;
import dev.stanchion.test.event.BrokerEvent;
import dev.stanchion.test.event.BrokerEvent.Kind;
import dev.stanchion.test.look.PositionView;
import dev.stanchion.test.time.TimeMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The broker's clock, moved while real clients are connected. */
class TestClockIT {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(TimeMode.class)
    void shouldRedeliverWhenTheAckWaitIsOver(TimeMode mode) {
        try (TestBroker broker = TestBrokerOptions.builder().time(mode).start()) {
            // given
            StreamingConnection client = broker.connect("orders-1");
            client.subscribe("tickets:created", Subscriptions.manual("orders"), message -> {});
            client.publish("tickets:created", bytes("one"));
            PositionView group = broker.group("tickets:created", "orders");
            group.awaitDelivered(1);

            // when
            broker.clock().advance(Duration.ofSeconds(20));
            long early = group.redelivered();
            broker.clock().advance(Duration.ofSeconds(11));

            // then
            assertThat(early).isZero();
            assertThat(group.redelivered()).isEqualTo(1);
            assertThat(group.attempts(1)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(TimeMode.class)
    void shouldNeverGiveUpAClientThatLives(TimeMode mode) {
        try (TestBroker broker = TestBrokerOptions.builder().time(mode).start()) {
            // given
            StreamingConnection client = broker.connect("orders-1");
            client.subscribe("tickets:created", Subscriptions.group("orders"), message -> {});

            // when: some 240 heartbeats, of which twelve in a row must not fail
            broker.clock().advance(Duration.ofHours(2));

            // then
            assertThat(broker.clients()).hasSize(1);
            client.publish("tickets:created", bytes("one"));
            broker.group("tickets:created", "orders").awaitCaughtUp();
            assertThat(broker.events())
                    .extracting(BrokerEvent::kind)
                    .doesNotContain(Kind.HEARTBEAT, Kind.CLOSED);
        }
    }

    @Test
    void shouldBeMovedWhileMessagesFlow() throws InterruptedException {
        try (TestBroker broker = TestBroker.start()) {
            // given
            StreamingConnection client = broker.connect("orders-1");
            client.subscribe("tickets:created", Subscriptions.group("orders"), message -> {});
            AtomicBoolean ends = new AtomicBoolean();
            Thread publisher =
                    Thread.ofVirtual()
                            .start(() -> {
                                while (!ends.get()) {
                                    client.publish("tickets:created", bytes("one"));
                                }
                            });

            // when: each has a heartbeat on its way
            for (int i = 0; i < 30; i++) {
                broker.clock().advance(Duration.ofSeconds(40));
            }
            ends.set(true);
            publisher.join();

            // then
            assertThat(broker.clients()).hasSize(1);
            broker.group("tickets:created", "orders").awaitCaughtUp();
            assertThat(broker.events())
                    .extracting(BrokerEvent::kind)
                    .doesNotContain(Kind.HEARTBEAT, Kind.CLOSED);
        }
    }

    @Test
    void shouldNotRedeliverWhatAHandlerAcknowledges() {
        try (TestBroker broker = TestBroker.start()) {
            // given
            StreamingConnection client = broker.connect("orders-1");
            client.subscribe(
                    "tickets:created",
                    Subscriptions.group("orders"),
                    message -> {
                        if (!message.isRedelivered()) {
                            throw new IllegalStateException("fails once");
                        }
                    });
            client.publish("tickets:created", bytes("one"));
            PositionView group = broker.group("tickets:created", "orders");
            group.awaitDelivered(1);

            // when
            broker.clock().advance(Duration.ofMinutes(10));

            // then
            assertThat(group.attempts(1)).isEqualTo(2);
            assertThat(group.isCaughtUp()).isTrue();
        }
    }

    @Test
    void shouldGiveUpAClientThatSaysNothing() {
        try (TestBroker broker = TestBroker.start()) {
            // given
            broker.connect("orders-1");
            broker.awaitClient("orders-1");
            broker.connection("orders-1").silence();

            // when
            Duration gone =
                    broker.clock()
                            .advanceUntil(() -> broker.clients().isEmpty(), Duration.ofMinutes(30));

            // then: eleven intervals of 30 s, each with 10 s for the answer
            assertThat(gone).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(9));
            broker.heal();
        }
    }

    @Test
    void shouldForgetMessagesThatAreTooOld() {
        // given
        TestBrokerOptions options =
                TestBrokerOptions.builder()
                        .time(TimeMode.FROZEN)
                        .server(server ->
                                server.limits(Limits.DEFAULT.withMaxAge(Duration.ofHours(1))))
                        .build();
        try (TestBroker broker = TestBroker.start(options)) {
            broker.publish("tickets:created", "one");
            broker.clock().advance(Duration.ofMinutes(30));
            broker.publish("tickets:created", "two");

            // when
            broker.clock().advance(Duration.ofMinutes(31));

            // then
            assertThat(broker.channel("tickets:created").messages())
                    .singleElement()
                    .satisfies(left -> assertThat(left.sequence()).isEqualTo(2));
        }
    }

    @Test
    void shouldStampMessagesWithItsTimeOfDay() {
        try (TestBroker broker = TestBrokerOptions.builder().time(TimeMode.FROZEN).start()) {
            // given
            Instant newYear = Instant.parse("2030-01-01T00:00:00Z");

            // when
            broker.clock().set(newYear);
            broker.publish("tickets:created", "one");
            broker.clock().advance(Duration.ofDays(1));
            broker.publish("tickets:created", "two");

            // then
            assertThat(broker.channel("tickets:created").messages())
                    .extracting(each -> each.at())
                    .containsExactly(newYear, newYear.plus(Duration.ofDays(1)));
            assertThat(broker.clock().now()).isEqualTo(newYear.plus(Duration.ofDays(1)));
        }
    }

    @Test
    void shouldGoToTheNextTimer() {
        try (TestBroker broker = TestBrokerOptions.builder().time(TimeMode.FROZEN).start()) {
            // given
            broker.connect("orders-1")
                    .subscribe(
                            "tickets:created",
                            Subscriptions.manual("orders").ackWait(Duration.ofSeconds(3)),
                            message -> {});
            broker.publish("tickets:created", "one");
            broker.group("tickets:created", "orders").awaitDelivered(1);

            // when
            Duration went = Duration.ZERO;
            while (broker.group("tickets:created", "orders").redelivered() == 0) {
                went = went.plus(broker.clock().skipToNextTimer());
            }

            // then
            assertThat(went).isBetween(Duration.ofMillis(2900), Duration.ofMillis(3100));
        }
    }

    @Test
    void shouldFailWhenAConditionDoesNotHold() {
        try (TestBroker broker = TestBroker.start()) {
            assertThatThrownBy(
                            () -> broker.clock().advanceUntil(() -> false, Duration.ofSeconds(90)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("does not hold after 90 s")
                    .hasMessageContaining("events: ");
        }
    }

    @Test
    void shouldRefuseMovesThatCannotBe() {
        try (TestBroker broker = TestBroker.start()) {
            assertThatThrownBy(() -> broker.clock().advance(Duration.ofSeconds(-1)))
                    .hasMessageContaining("elapsed time never goes back");
            assertThatThrownBy(() -> broker.clock().advance(Duration.ofDays(100_000)))
                    .hasMessageContaining("expected: 0 to 3660 days");
            assertThatThrownBy(() ->
                            broker.clock()
                                    .advanceUntil(
                                            () -> {
                                                broker.clock().advance(Duration.ofSeconds(1));
                                                return true;
                                            },
                                            Duration.ofSeconds(1)))
                    .hasMessageContaining("a condition must not move the clock");
        }
    }
}
