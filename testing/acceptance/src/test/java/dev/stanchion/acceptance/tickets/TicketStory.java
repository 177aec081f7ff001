package dev.stanchion.acceptance.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A server of its own, and the publishers and listeners around it. For one test's thread. */
final class TicketStory {
    private static final String PUBLISHED = "Event published: ";

    private final Programs programs;
    private final TicketPrograms tickets;
    private final Server server;
    private int publishedEvents;

    TicketStory(Programs programs, TicketPrograms tickets, Server server) {
        this.programs = programs;
        this.tickets = tickets;
        this.server = server;
    }

    Server server() {
        return server;
    }

    /** Starts a listener and does not wait for it. */
    Listener start(Listening listening) {
        return new Listener(
                programs.start(
                        tickets.language() + " listener",
                        tickets.directory(),
                        environment(listening.environment()),
                        tickets.listener()));
    }

    /** Starts a listener and waits until it is subscribed. */
    Listener listen(Listening listening) {
        return start(listening).awaitListening();
    }

    /** Starts {@code copies} listeners side by side and waits until all are subscribed. */
    List<Listener> listen(int copies, Listening listening) {
        List<Listener> listeners =
                IntStream.range(0, copies).mapToObj(i -> start(listening)).toList();
        listeners.forEach(Listener::awaitListening);
        return listeners;
    }

    /** Publishes {@code count} more tickets and returns the GUIDs of their acknowledgements. */
    List<String> publish(int count) {
        List<String> command = new ArrayList<>(tickets.publisher());
        for (int i = 0; i < count; i++) {
            publishedEvents++;
            command.add(
                    "{\"id\":\"t%d\",\"title\":\"concert %d\",\"price\":%d}"
                            .formatted(publishedEvents, publishedEvents, 20 + publishedEvents));
        }
        Program publisher =
                programs.start(
                        tickets.language() + " publisher",
                        tickets.directory(),
                        environment(Map.of()),
                        command);
        assertThat(publisher.awaitExit()).isZero();
        return publisher.output().stream()
                .filter(line -> line.startsWith(PUBLISHED))
                .map(line -> line.substring(PUBLISHED.length()))
                .toList();
    }

    /** Returns the sequences of all that was published: 1, 2, 3 and so on. */
    List<Long> allSequences() {
        return LongStream.rangeClosed(1, publishedEvents).boxed().toList();
    }

    /** Returns the output of a listener that gets everything, in order and once. */
    List<ReceivedEvent> allEvents() {
        return IntStream.rangeClosed(1, publishedEvents)
                .mapToObj(i ->
                        new ReceivedEvent(
                                i,
                                "tickets:created",
                                "t" + i,
                                "concert " + i,
                                Integer.toString(20 + i),
                                false))
                .toList();
    }

    private Map<String, String> environment(Map<String, String> own) {
        Map<String, String> environment = new HashMap<>(own);
        environment.put("NATS_URL", server.url());
        environment.putIfAbsent("NATS_CLUSTER_ID", Server.CLUSTER_ID);
        return environment;
    }
}
