package dev.stanchion.examples.springboot;

/** The event of the channel {@code orders:created}. */
public record OrderCreated(String ticketId, int price) {}
