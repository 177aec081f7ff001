package dev.stanchion.examples.springboot;

/** The event of the channel {@code tickets:created}. */
public record TicketCreated(String id, String title, int price) {}
