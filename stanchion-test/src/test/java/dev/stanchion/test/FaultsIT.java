package dev.stanchion.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.PublishAck;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import dev.stanchion.test.event.BrokerEvent;
import dev.stanchion.test.event.BrokerEvent.Kind;
import dev.stanchion.test.look.PositionView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault, as a client notices it. */
class FaultsIT {
    private TestBroker broker;
    private PositionView orders;

    @BeforeEach
    void start() {
        broker = TestBroker.start();
        orders = broker.group("tickets:created", "orders");
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private StreamingConnection listening(String clientId) {
        StreamingConnection client = broker.connect(clientId);
        client.subscribe("tickets:created", Subscriptions.group("orders"), message -> {});
        return client;
    }

    private void assertTold(String text) {
        assertThat(broker.events())
                .filteredOn(event -> event.kind() == Kind.FAULT)
                .extracting(BrokerEvent::text)
                .anySatisfy(told -> assertThat(told).contains(text));
    }

    @Test
    void shouldDropAcks() {
        // given
        listening("orders-1");
        broker.client("orders-1").dropAcks(1);

        // when
        broker.publish("tickets:created", "one");
        orders.awaitDelivered(1);
        broker.clock().advance(Duration.ofSeconds(31));

        // then
        orders.awaitRedelivered(1);
        orders.awaitCaughtUp();
        assertTold("ack of #1 by orders-1 (group orders) is lost");
    }

    @Test
    void shouldDropPublishAcks() {
        // given
        StreamingConnection client =
                StreamingConnection.connect(
                        ConnectOptions.builder(broker.clusterId(), ClientId.fixed("tickets-1"))
                                .url(broker.url())
                                .publishAckTimeout(Duration.ofMillis(300))
                                .build());
        broker.client("tickets-1").dropPublishAcks(1);

        // then: it is stored, and its publisher does not know
        assertThatThrownBy(() -> client.publish("tickets:created", bytes("one")))
                .isInstanceOf(StreamingException.class);
        assertThat(broker.channel("tickets:created").awaitMessages(1)).hasSize(1);
        assertThat(client.publish("tickets:created", bytes("two"))).isNotNull();
        client.close();
    }

    @Test
    void shouldDuplicateADelivery() throws InterruptedException {
        // given
        CountDownLatch arrived = new CountDownLatch(2);
        broker.connect("orders-1")
                .subscribe(
                        "tickets:created",
                        Subscriptions.group("orders"),
                        message -> arrived.countDown());
        broker.client("orders-1").duplicateNextDelivery();

        // when
        broker.publish("tickets:created", "one");

        // then
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
        assertTold("#1 arrives twice");
    }

    @Test
    void shouldCutAConnection() {
        // given: jnats reconnects by itself, and the registration lives on
        listening("orders-1");

        // when
        broker.connection("orders-1").cut();
        broker.publish("tickets:created", "one");

        // then
        orders.awaitCaughtUp();
        assertTold("connection of orders-1 is cut");
    }

    @Test
    void shouldHoldWhatASilentConnectionSays() {
        // given
        listening("orders-1");
        broker.connection("orders-1").silence();

        // when
        broker.publish("tickets:created", "one");
        orders.awaitInFlight(1);
        broker.connection("orders-1").resume();

        // then
        orders.awaitCaughtUp();
    }

    @Test
    void shouldDelayAndSlowAConnection() {
        // given
        StreamingConnection client = listening("orders-1");
        broker.connection("orders-1").delay(Duration.ofMillis(60));
        long before = System.nanoTime();

        // when: there and back
        client.publish("tickets:created", bytes("one"));

        // then
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThan(Duration.ofMillis(120));
        broker.heal();
        broker.connection("orders-1").slow(20_000);
        long slow = System.nanoTime();
        client.publish("tickets:created", new byte[10_000]);
        assertThat(Duration.ofNanos(System.nanoTime() - slow))
                .isGreaterThan(Duration.ofMillis(450));
        broker.heal();
    }

    @Test
    void shouldPartitionTheNetwork() {
        // given
        StreamingConnection client = listening("orders-1");
        broker.network().partition();

        // when
        CompletableFuture<PublishAck> ack = client.publishAsync("tickets:created", bytes("one"));
        broker.publish("tickets:created", "of the operator");
        boolean isAnswered = ack.isDone();
        broker.network().heal();

        // then
        assertThat(isAnswered).isFalse();
        assertThat(ack).succeedsWithin(Duration.ofSeconds(10));
        orders.awaitCaughtUp();
    }

    @Test
    void shouldRefuseAClient() {
        // given
        broker.refuse("orders-1");

        // then
        assertThatThrownBy(() -> broker.connect("orders-1"))
                .isInstanceOf(StreamingException.class)
                .hasMessageContaining("refused by the test");
        broker.admit("orders-1");
        assertThat(broker.connect("orders-1").isOpen()).isTrue();
    }

    @Test
    void shouldLetAppendsFail() {
        // given
        StreamingConnection client = listening("orders-1");
        broker.store().failAppends(1);

        // then
        assertThatThrownBy(() -> client.publish("tickets:created", bytes("one")))
                .isInstanceOf(StreamingException.class);
        assertThat(client.publish("tickets:created", bytes("two"))).isNotNull();
        orders.awaitCaughtUp();
        assertThat(broker.channel("tickets:created").messages()).hasSize(1);
    }

    @Test
    void shouldBeFullUntilItIsHealed() {
        // given
        StreamingConnection client = listening("orders-1");
        broker.store().full();

        // then
        assertThatThrownBy(() -> client.publish("tickets:created", bytes("one")))
                .isInstanceOf(StreamingException.class);
        assertThatThrownBy(() -> client.publish("tickets:created", bytes("one")))
                .isInstanceOf(StreamingException.class);
        broker.store().heal();
        assertThat(client.publish("tickets:created", bytes("two"))).isNotNull();
    }

    @Test
    void shouldSyncSlowlyByTheBrokersClock() {
        // given
        StreamingConnection client = listening("orders-1");
        broker.store().slowSync(Duration.ofHours(1));
        CompletableFuture<PublishAck> ack = client.publishAsync("tickets:created", bytes("one"));

        // when
        broker.clock().advance(Duration.ofMinutes(1));
        boolean isEarly = ack.isDone();
        broker.clock().advance(Duration.ofHours(1));

        // then
        assertThat(isEarly).isFalse();
        assertThat(ack).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void shouldReadSlowlyByTheBrokersClock() {
        // given
        broker.publish("tickets:created", "one");
        broker.store().slowRead(Duration.ofHours(1));
        listening("orders-1");

        // when
        broker.clock().advance(Duration.ofMinutes(1));
        boolean isEarly = orders.acknowledged() > 0;
        broker.clock().advance(Duration.ofHours(1));

        // then
        assertThat(isEarly).isFalse();
        orders.awaitAcknowledged(1);
    }

    @Test
    void shouldEndASlowReadWhenTheStoreHeals() {
        // given
        broker.publish("tickets:created", "one");
        broker.store().slowRead(Duration.ofHours(1));
        listening("orders-1");

        // when
        broker.store().heal();

        // then
        orders.awaitAcknowledged(1);
        assertTold("a read of the store takes 3600000 ms");
    }

    @Test
    void shouldNameTheClientsWhenOneHasNoConnection() {
        listening("orders-1");
        assertThatThrownBy(() -> broker.connection("order-1").cut())
                .hasMessageContaining("client order-1 has no connection")
                .hasMessageContaining("[orders-1]");
        assertThatThrownBy(() -> broker.client("orders-1").dropAcks(0))
                .hasMessageContaining("expected: at least 1");
        assertThatThrownBy(() -> broker.connection("orders-1").slow(0))
                .hasMessageContaining("expected: at least 1");
    }
}
