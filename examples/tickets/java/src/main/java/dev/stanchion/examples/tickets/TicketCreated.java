package dev.stanchion.examples.tickets;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.math.BigDecimal;

/** What happened: a ticket was put up for sale. */
record TicketCreated(String id, String title, BigDecimal price) {
    static final String CHANNEL = "tickets:created";

    String toJson() {
        return new Gson().toJson(this);
    }

    /** Says in one line what an event is about, whether or not its data are a ticket. */
    static String describe(String json) {
        try {
            TicketCreated ticket = new Gson().fromJson(json, TicketCreated.class);
            return "id=" + ticket.id + " title=" + ticket.title + " price=" + ticket.price;
        } catch (JsonParseException e) {
            return "not a ticket: " + json; // an exception here would only bring the event again
        }
    }
}
