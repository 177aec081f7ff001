package dev.stanchion.spring.boot.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.client.StreamingClient;
import dev.stanchion.spring.StanTemplate;
import dev.stanchion.spring.listener.StanListener;
import dev.stanchion.test.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

/** Tests of an application, as its team would write them. */
@SpringBootTest(
        classes = EmbeddedStanchionIT.Application.class,
        properties = "stanchion.url=nats://127.0.0.1:1")
@EmbeddedStanchion(clusterId = "ticketing")
class EmbeddedStanchionIT {
    // snippet: test
    @Autowired StanTemplate stan;
    @Autowired TestBroker broker;
    @Autowired Application application;

    @Test
    @Timeout(60)
    void shouldGetATicketAgainThatItCouldNotHandle() {
        // when
        stan.send("tickets:created", new Ticket("t1", 20));
        broker.group("tickets:created", "orders").awaitDelivered(1);
        broker.clock().advance(Duration.ofSeconds(30)); // takes milliseconds

        // then
        broker.group("tickets:created", "orders").awaitRedelivered(1);
        broker.group("tickets:created", "orders").awaitCaughtUp();
        assertThat(application.heard).containsExactly("t1", "t1");
    }

    // end

    /** A record as it is published. */
    record Ticket(String id, int price) {}

    /** An application whose listener fails the first time. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        final List<String> heard = new CopyOnWriteArrayList<>();

        @StanListener(channel = "tickets:created", group = "orders", durable = "orders")
        void on(Ticket ticket) {
            heard.add(ticket.id());
            if (heard.size() == 1) {
                throw new IllegalStateException("the first time does not work");
            }
        }
    }

    @Test
    void shouldRunWithTheExpectedSpringBoot() {
        assertThat(SpringBootVersion.getVersion())
                .startsWith(System.getProperty("spring-boot.expected", "3.5"));
    }

    @Nested
    class Inside {
        @Autowired TestBroker same;
        @Autowired StreamingClient client;

        @Test
        void shouldHaveTheBrokerOfTheClassAround() {
            assertThat(same).isSameAs(broker);
            assertThat(client.status().server()).isEqualTo(same.url());
        }
    }
}
