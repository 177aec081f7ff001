package dev.stanchion.spring.boot;

import dev.stanchion.client.PublishAck;
import dev.stanchion.spring.StanHeaders;
import dev.stanchion.spring.StanTemplate;
import dev.stanchion.spring.listener.From;
import dev.stanchion.spring.listener.StanListener;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

/** The code of the guide about Spring Boot. */
final class SpringBootSnippets {
    private SpringBootSnippets() {}

    /** Where the listener of the guide puts what it gets. */
    static final Queue<String> HANDLED = new ConcurrentLinkedQueue<>();

    private static void reserve(TicketCreated ticket, long sequence) {
        HANDLED.add(ticket.id() + " #" + sequence);
    }

    // snippet: payload
    record TicketCreated(String id, int price) {}

    // end

    // snippet: listen
    @Component
    static class Tickets {
        @StanListener(
                channel = "tickets:created",
                group = "orders-service",
                durable = "orders-service",
                from = From.FIRST,
                ackWait = "30s",
                concurrency = "4",
                key = "#payload.id")
        void on(TicketCreated ticket, @Header(StanHeaders.SEQUENCE) long sequence) {
            reserve(ticket, sequence); // when this method returns, the message is acknowledged
        }
    }

    // end

    // snippet: publish
    @Service
    static class Shop {
        private final StanTemplate stan;

        Shop(StanTemplate stan) {
            this.stan = stan;
        }

        void create(TicketCreated ticket) {
            stan.send("tickets:created", ticket); // returns when the server has stored it
        }

        CompletableFuture<PublishAck> offer(TicketCreated ticket) {
            return stan.sendAsync("tickets:offered", ticket); // returns at once
        }
    }
    // end
}
