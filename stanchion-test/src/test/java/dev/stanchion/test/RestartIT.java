package dev.stanchion.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.client.StreamingConnection;
import dev.stanchion.test.look.PositionView;
import dev.stanchion.test.look.StoredText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker that stops and comes back on the same port. */
class RestartIT {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static TestBroker inFiles() {
        return TestBrokerOptions.builder().store(StoreKind.FILE).start();
    }

    @ParameterizedTest
    @EnumSource(
            value = Restart.class,
            names = {"KEEP", "KILL"})
    void shouldKeepWhatWasConfirmed(Restart how) {
        try (TestBroker broker = inFiles()) {
            // given
            StreamingConnection client = broker.connect("tickets-1");
            client.publish("tickets:created", bytes("one"));
            client.publish("tickets:created", bytes("two"));
            int port = broker.port();

            // when
            broker.restart(how);

            // then
            assertThat(broker.port()).isEqualTo(port);
            assertThat(broker.channel("tickets:created").messages())
                    .extracting(StoredText::text)
                    .containsExactly("one", "two");
            assertThat(broker.publish("tickets:created", "three")).isEqualTo(3);
        }
    }

    @Test
    void shouldGoOnWithADurableAfterAKill() {
        try (TestBroker broker = inFiles()) {
            // given
            StreamingConnection client = broker.connect("orders-1");
            client.subscribe(
                    "tickets:created",
                    Subscriptions.group("orders").durable("orders"),
                    message -> {});
            client.publish("tickets:created", bytes("one"));
            PositionView orders = broker.group("tickets:created", "orders");
            orders.awaitCaughtUp();

            // when: the client reconnects by itself
            broker.restart(Restart.KILL);
            broker.publish("tickets:created", "two");

            // then
            orders.awaitCaughtUp();
            assertThat(broker.channel("tickets:created").count()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Restart.class,
            names = {"LOSE", "KILL"})
    void shouldLoseWhatWasInMemory(Restart how) {
        try (TestBroker broker = TestBroker.start()) {
            // given
            broker.publish("tickets:created", "one");

            // when
            broker.restart(how);

            // then
            assertThat(broker.channels()).isEmpty();
        }
    }

    @Test
    void shouldBeFoundAgainByAClientThatRecovers() {
        TestBrokerOptions patient =
                TestBrokerOptions.builder().patience(Duration.ofSeconds(60)).build();
        try (TestBroker broker = TestBroker.start(patient)) {
            // given
            broker.streamingClient("orders-1")
                    .subscribe("tickets:created", Subscriptions.group("orders"), message -> {});
            PositionView orders = broker.group("tickets:created", "orders");
            orders.awaitMembers(1);

            // when: it has forgotten the client
            broker.restart(Restart.LOSE);
            broker.publish("tickets:created", "one");

            // then
            orders.awaitAcknowledged(1);
            orders.awaitCaughtUp();
        }
    }

    @Test
    void shouldSayThatMemoryKeepsNothing() {
        try (TestBroker broker = TestBroker.start()) {
            assertThatThrownBy(() -> broker.restart(Restart.KEEP))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("store(StoreKind.FILE)");
            assertThatThrownBy(broker::snapshot)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("store(StoreKind.FILE)");
        }
    }

    @Test
    void shouldRestoreASnapshotAgainAndAgain() {
        try (TestBroker broker = inFiles();
                TestBroker other = inFiles()) {
            // given
            broker.publish("tickets:created", "one");
            Snapshot one = broker.snapshot();

            for (int i = 0; i < 2; i++) {
                // when
                broker.publish("tickets:created", "two");
                broker.restore(one);

                // then
                assertThat(broker.channel("tickets:created").messages())
                        .extracting(StoredText::text)
                        .containsExactly("one");
            }
            assertThatThrownBy(() -> other.restore(one)).hasMessageContaining("another broker's");
        }
    }

    @Test
    void shouldKeepTheClockOverARestart() {
        try (TestBroker broker = inFiles()) {
            // given
            broker.clock().advance(Duration.ofDays(1));
            broker.publish("tickets:created", "one");

            // when
            broker.restart(Restart.KEEP);
            broker.publish("tickets:created", "two");

            // then
            var messages = broker.channel("tickets:created").messages();
            assertThat(Duration.between(messages.get(0).at(), messages.get(1).at()))
                    .isLessThan(Duration.ofHours(1));
        }
    }
}
