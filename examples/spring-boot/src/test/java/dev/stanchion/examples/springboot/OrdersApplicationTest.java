package dev.stanchion.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.spring.StanTemplate;
import dev.stanchion.spring.boot.test.EmbeddedStanchion;
import dev.stanchion.test.TestBroker;
import dev.stanchion.test.look.PositionView;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

/** The service on a real broker, whose clock the test moves. Each test has a broker of its own. */
@SpringBootTest
@EmbeddedStanchion(clusterId = "ticketing", policies = "tickets:*=max_deliveries:3")
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class OrdersApplicationTest {
    @Autowired TestBroker broker;
    @Autowired StanTemplate stan;
    @Autowired Orders orders;

    private PositionView service() {
        return broker.group("tickets:created", "orders-service");
    }

    @Test
    void ordersATicket() {
        stan.send("tickets:created", new TicketCreated("t1", "concert", 20));

        service().awaitCaughtUp();
        assertThat(orders.tickets()).containsExactly("t1");
        assertThat(broker.channel("orders:created").last().orElseThrow().text())
                .isEqualTo("{\"ticketId\":\"t1\",\"price\":20}");
    }

    @Test
    void makesOneOrderOfATicketThatComesTwice() {
        broker.client(broker.clients().get(0).clientId()).dropAcks(1);
        stan.send("tickets:created", new TicketCreated("t1", "concert", 20));
        broker.channel("orders:created").awaitMessages(1);

        broker.clock().advance(Duration.ofSeconds(31)); // the ack wait; takes milliseconds

        service().awaitCaughtUp();
        assertThat(service().attempts(1)).isEqualTo(2);
        assertThat(broker.channel("orders:created").count()).isEqualTo(1);
    }

    @Test
    void parksATicketThatCannotBeRead() {
        broker.publish("tickets:created", "{\"id\":");
        service().awaitDelivered(1);

        broker.clock().advance(Duration.ofMinutes(2)); // three attempts, with an ack wait each

        broker.channel("tickets:created").awaitParked(1);
        service().awaitCaughtUp();
        assertThat(orders.tickets()).isEmpty();
    }
}
