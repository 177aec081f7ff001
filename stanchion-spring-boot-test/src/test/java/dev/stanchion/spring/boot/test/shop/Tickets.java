package dev.stanchion.spring.boot.test.shop;

import dev.stanchion.spring.listener.StanListener;
import org.springframework.stereotype.Component;

/** The listener. */
@Component
class Tickets {
    /** The event. */
    record Ticket(String id) {}

    private final Ledger ledger;

    Tickets(Ledger ledger) {
        this.ledger = ledger;
    }

    @StanListener(channel = "${channel}", group = "orders", durable = "orders")
    void on(Ticket ticket) {
        ledger.write(ticket.id());
    }
}
