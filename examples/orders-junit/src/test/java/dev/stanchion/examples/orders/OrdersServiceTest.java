package dev.stanchion.examples.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stanchion.junit.StanchionTest;
import dev.stanchion.test.TestBroker;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The service on a real broker, whose clock the test moves. */
@StanchionTest(clusterId = "ticketing")
class OrdersServiceTest {
    private static OrdersService start(TestBroker broker) {
        OrdersService service = new OrdersService(broker.url(), broker.clusterId());
        service.start();
        return service;
    }

    @Test
    void ordersTicketsOfBefore(TestBroker broker) {
        broker.publish("tickets:created", "ticket-1");
        try (OrdersService service = start(broker)) {
            broker.group("tickets:created", "orders-service").awaitCaughtUp();
            assertEquals(Set.of("ticket-1"), service.tickets());
            assertEquals(
                    "ticket-1", broker.channel("orders:created").last().orElseThrow().text());
        }
    }

    @Test
    void ordersAgainWhenTheShopOpens(TestBroker broker) {
        try (OrdersService service = start(broker)) {
            service.setShopOpen(false);
            broker.publish("tickets:created", "ticket-1");
            broker.group("tickets:created", "orders-service").awaitDelivered(1);

            service.setShopOpen(true);
            broker.clock().advance(Duration.ofSeconds(31)); // the ack wait; takes milliseconds

            broker.group("tickets:created", "orders-service").awaitCaughtUp();
            assertEquals(Set.of("ticket-1"), service.tickets());
        }
    }

    @Test
    void makesOneOrderOfATicketThatComesTwice(TestBroker broker) {
        try (OrdersService service = start(broker)) {
            broker.client("orders-1").dropAcks(1);
            broker.publish("tickets:created", "ticket-1");
            broker.channel("orders:created").awaitMessages(1);

            broker.clock().advance(Duration.ofSeconds(31));

            broker.group("tickets:created", "orders-service").awaitCaughtUp();
            assertEquals(1, broker.channel("orders:created").count());
        }
    }
}
