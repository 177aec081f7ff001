package dev.stanchion.acceptance.tickets;

import java.nio.file.Path;
import java.util.List;

/**
 * The example programs in one language, installed and ready to run.
 *
 * @param language for names in reports
 * @param directory where they run
 * @param publisher the publisher's command; events are added as arguments
 * @param listener the listener's command
 */
public record TicketPrograms(
        String language, Path directory, List<String> publisher, List<String> listener) {

    public TicketPrograms {
        publisher = List.copyOf(publisher);
        listener = List.copyOf(listener);
    }
}
