package dev.stanchion.acceptance.tickets;

/** The ticket story with {@code io.nats:java-nats-streaming} from Maven Central. */
class JavaTicketStoryIT extends TicketStoryContract {
    @Override
    TicketPrograms tickets() {
        return JavaTickets.programs();
    }
}
