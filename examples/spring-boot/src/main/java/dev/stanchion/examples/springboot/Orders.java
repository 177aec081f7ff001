package dev.stanchion.examples.springboot;

import dev.stanchion.spring.StanTemplate;
import dev.stanchion.spring.listener.From;
import dev.stanchion.spring.listener.StanListener;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes an order for each ticket, and publishes it. A ticket that comes twice makes one order. */
@Component
public class Orders {
    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private final StanTemplate stan;
    private final Map<String, OrderCreated> orders = new ConcurrentHashMap<>();

    Orders(StanTemplate stan) {
        this.stan = stan;
    }

    /**
     * Orders a ticket. The broker sends a ticket again if this throws, and copies of this service
     * share the tickets.
     */
    @StanListener(
            channel = "tickets:created",
            group = "orders-service",
            durable = "orders-service",
            from = From.FIRST,
            ackWait = "30s")
    void order(TicketCreated ticket) {
        if (ticket.price() < 0) {
            throw new IllegalArgumentException("the price of ticket " + ticket.id() + " is negative");
        }
        OrderCreated order = new OrderCreated(ticket.id(), ticket.price());
        if (orders.containsKey(ticket.id())) {
            return;
        }
        stan.send("orders:created", order); // an exception here leaves the ticket for later
        orders.put(ticket.id(), order);
        LOG.info("An order for ticket {}: {}", ticket.id(), ticket.title());
    }

    /** Returns the IDs of tickets that have an order. */
    public Set<String> tickets() {
        return Set.copyOf(orders.keySet());
    }
}
