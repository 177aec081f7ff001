package dev.stanchion.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stanchion.client.AckMode;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.test.TestBroker;
import dev.stanchion.test.time.TestClock;
import io.nats.client.Connection;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tests as a user writes them, with every kind of parameter. Any version of JUnit runs them. */
@StanchionTest(clusterId = "ticketing")
class OrdersStory {
    @Test
    void comesAgainAfterTheAckWait(TestBroker broker, @Client("orders-1") StreamingClient client) {
        client.subscribe(
                "tickets:created",
                SubscriptionOptions.group("orders")
                        .ackWait(Duration.ofSeconds(30))
                        .ackMode(AckMode.MANUAL),
                message -> {});
        client.publish("tickets:created", "{}");
        broker.group("tickets:created", "orders").awaitDelivered(1);
        broker.clock().advance(Duration.ofSeconds(31));
        broker.group("tickets:created", "orders").awaitRedelivered(1);
    }

    @Test
    void findsAnEmptyBroker(TestBroker broker, StreamingConnection client, TestClock clock) {
        assertEquals(1, broker.clients().size());
        assertEquals(0, broker.channels().size());
        assertTrue(client.clientId().startsWith("test-"));
        assertEquals(clock, broker.clock());
        broker.publish("tickets:created", "{}");
    }

    @Test
    void findsAnEmptyBrokerToo(
            TestBroker broker, @BrokerUrl String url, @BrokerUrl URI uri, Connection nats) {
        assertEquals(0, broker.channels().size());
        assertEquals(broker.url(), url);
        assertEquals(broker.port(), uri.getPort());
        assertEquals(Connection.Status.CONNECTED, nats.getStatus());
        broker.publish("tickets:created", "{}");
    }

    @Nested
    class InANestedClass {
        @Test
        void hasTheBrokerOfTheOuterOne(TestBroker broker) {
            assertEquals("ticketing", broker.clusterId());
        }
    }
}
