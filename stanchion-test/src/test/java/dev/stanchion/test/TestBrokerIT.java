package dev.stanchion.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import dev.stanchion.test.link.PortTakenException;
import dev.stanchion.test.look.StoredText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a test sees of a broker, and how its awaits fail. */
class TestBrokerIT {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldShowMessagesPositionsAndClients() {
        try (TestBroker broker = TestBroker.start()) {
            // given
            StreamingConnection orders = broker.connect("orders-1");
            orders.subscribe("tickets:created", Subscriptions.group("orders"), message -> {});

            // when
            orders.publish("tickets:created", bytes("one"));
            broker.publish("tickets:created", "two");

            // then
            assertThat(broker.channel("tickets:created").awaitMessages(2))
                    .extracting(StoredText::text)
                    .containsExactly("one", "two");
            broker.group("tickets:created", "orders").awaitDelivered(2);
            broker.group("tickets:created", "orders").awaitCaughtUp();
            assertThat(broker.group("tickets:created", "orders").attempts(1)).isEqualTo(1);
            assertThat(broker.group("tickets:created", "orders").members()).isEqualTo(1);
            assertThat(broker.clients())
                    .singleElement()
                    .satisfies(client -> {
                        assertThat(client.clientId()).isEqualTo("orders-1");
                        assertThat(client.isConnected()).isTrue();
                    });
            assertThat(broker.channels()).singleElement().hasToString("tickets:created");
        }
    }

    @Test
    void shouldExplainAFailure() {
        // given
        TestBrokerOptions impatient =
                TestBrokerOptions.builder().patience(Duration.ofMillis(200)).build();
        try (TestBroker broker = TestBroker.start(impatient)) {
            StreamingConnection orders = broker.connect("orders-1");
            orders.subscribe(
                    "tickets:created",
                    Subscriptions.manual("orders").maxInFlight(1),
                    message -> {});
            orders.publish("tickets:created", bytes("one"));
            orders.publish("tickets:created", bytes("two"));
            broker.group("tickets:created", "orders").awaitDelivered(1);

            // then
            assertThatThrownBy(() -> broker.group("tickets:created", "orders").awaitCaughtUp())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(
                            "expected group orders of tickets:created to be caught up within"
                                    + " 200 ms")
                    .hasMessageContaining("why: ")
                    .hasMessageContaining("orders")
                    .hasMessageContaining("sent #1 to orders-1 (group orders)")
                    .hasMessageContaining("(nothing since)");
        }
    }

    @Test
    void shouldBeEmptyAfterAReset() {
        try (TestBroker broker = TestBroker.start()) {
            // given
            StreamingConnection client = broker.connect("orders-1");
            client.subscribe(
                    "tickets:created",
                    Subscriptions.group("orders").durable("orders"),
                    message -> {});
            client.publish("tickets:created", bytes("one"));
            broker.refuse("payments-1");
            assertThat(broker.leftovers()).hasSize(2);

            // when
            broker.reset();

            // then
            assertThat(broker.leftovers()).isEmpty();
            assertThat(broker.channels()).isEmpty();
            assertThat(broker.clients()).isEmpty();
            assertThat(client.isOpen()).isFalse();
            assertThat(broker.connect("payments-1").isOpen()).isTrue();
        }
    }

    @Test
    void shouldServeSeveralBrokersInOneProcess() {
        try (TestBroker one = TestBroker.start();
                TestBroker other = TestBroker.start()) {
            // when
            one.publish("tickets:created", "one");

            // then
            assertThat(other.channels()).isEmpty();
            assertThat(one.port()).isNotEqualTo(other.port());
        }
    }

    @Test
    void shouldRefuseAPortThatIsTaken() {
        try (TestBroker broker = TestBroker.start()) {
            // given
            TestBrokerOptions same =
                    TestBrokerOptions.builder().clusterId("second").port(broker.port()).build();

            // then
            assertThatThrownBy(() -> TestBroker.start(same))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("port " + broker.port())
                    .hasMessageEndingWith(
                            "the NATS server \"stanchion-test-%s\" listens there; stop it, or"
                                    + " choose another port, or 0 for any free one",
                            broker.clusterId());
        }
    }

    @Test
    void shouldHoldPolicies() {
        // given
        TestBrokerOptions options =
                TestBrokerOptions.builder().policy("tickets:*=max_deliveries:2").build();
        try (TestBroker broker = TestBroker.start(options)) {
            broker.connect("orders-1")
                    .subscribe("tickets:created", Subscriptions.manual("orders"), message -> {});
            broker.publish("tickets:created", "poison");
            broker.group("tickets:created", "orders").awaitDelivered(1);

            // when
            broker.clock().advance(Duration.ofMinutes(2));

            // then
            assertThat(broker.channel("tickets:created").awaitParked(1))
                    .singleElement()
                    .satisfies(parked -> {
                        assertThat(parked.attempts()).isEqualTo(2);
                        assertThat(parked.text()).isEqualTo("poison");
                    });
        }
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        assertThatThrownBy(() -> TestBrokerOptions.builder().port(70_000).build())
                .hasMessageContaining("port: 70000 (expected: 0 to 65535)");
        assertThatThrownBy(() -> TestBrokerOptions.builder().patience(Duration.ZERO).build())
                .hasMessageContaining("patience");
        assertThatThrownBy(() -> TestBrokerOptions.builder().clusterId("a b").start())
                .hasMessageContaining("cluster ID");
        assertThatThrownBy(() -> TestBrokerOptions.builder().policy("x=max_deliverys:2").build())
                .hasMessageContaining("max_deliveries");
    }

    @Test
    void shouldTellThatItIsClosed() {
        // given
        TestBroker broker = TestBroker.start();
        broker.publish("tickets:created", "one");

        // when
        broker.close();
        broker.close();

        // then
        assertThatThrownBy(broker::reset).hasMessageContaining("closed");
        assertThatThrownBy(() -> broker.restart(Restart.LOSE)).hasMessageContaining("closed");
        assertThatThrownBy(() -> broker.publish("tickets:created", "two"))
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> broker.connect("orders-1")).isInstanceOf(StreamingException.class);
    }
}
