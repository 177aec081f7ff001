package dev.stanchion.cli.demo;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.SubscriptionOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Plays the ticket story against a fresh server. Confined to the thread that calls {@link #play}.
 *
 * <p>A listener is closed before it is counted: the server sends nothing after it has confirmed
 * that, so one event too many cannot slip past the check.
 */
public final class DemoStory {
    private static final String CHANNEL = "tickets:created";
    private static final SubscriptionOptions NEW_EVENTS = SubscriptionOptions.defaults();
    private static final int TICKETS_PER_SCENE = 3;
    private static final int TICKETS_FOR_THE_GROUP = 6;

    private final Stage stage;
    private final String url;
    private final String clusterId;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private int sold;

    /**
     * Prepares a story.
     *
     * @param startNanos by {@code nanoClock}, since when a person has waited for its end
     */
    public DemoStory(
            Console console,
            String url,
            String clusterId,
            LongSupplier nanoClock,
            long startNanos) {
        this.stage = new Stage(console);
        this.url = url;
        this.clusterId = clusterId;
        this.nanoClock = nanoClock;
        this.startNanos = startNanos;
    }

    /**
     * Plays all scenes.
     *
     * @throws UntrueStoryException if something did not happen as told
     * @throws StreamingException if the server cannot be talked to
     */
    public void play() {
        stage.title("A service sells tickets, and other services listen. A story in six scenes.");
        stage.scene("A server starts");
        stage.event("server", "at " + url + ", in this process");
        try (StreamingConnection publisher = connectPublisher()) {
            nobodyListens(publisher);
            twoCopiesWithOneId();
            twoCopiesWithIdsOfTheirOwn(publisher);
            twoMembersOfAGroup(publisher);
            aLateListener();
        }
        double seconds = (nanoClock.getAsLong() - startNanos) / 1e9;
        stage.end(
                "All scenes were true. The demo took %s s."
                        .formatted(String.format(Locale.ROOT, "%.1f", seconds)));
        stage.hint("Try it: run 'stanchion server', and in other terminals");
        stage.hint("  stanchion listen " + CHANNEL + " --from first");
        stage.hint("  stanchion publish " + CHANNEL + " '" + Ticket.number(sold + 1).json() + "'");
    }

    private StreamingConnection connectPublisher() {
        return StreamingConnection.connect(options(ClientId.random("publisher")));
    }

    private ConnectOptions options(ClientId id) {
        return ConnectOptions.builder(clusterId, id).url(url).build();
    }

    private void nobodyListens(StreamingConnection publisher) {
        stage.scene("A publisher sells tickets");
        for (int i = 0; i < TICKETS_PER_SCENE; i++) {
            Ticket ticket = sell(publisher);
            stage.event(publisher.clientId(), "#%d  %s".formatted(sold, ticket.json()));
        }
        stage.moral("Nobody listens to " + CHANNEL + " yet. The server records every event.");
    }

    private Ticket sell(StreamingConnection publisher) {
        Ticket ticket = Ticket.number(++sold);
        publisher.publish(CHANNEL, ticket.json().getBytes(StandardCharsets.UTF_8));
        return ticket;
    }

    private void sell(StreamingConnection publisher, int tickets) {
        for (int i = 0; i < tickets; i++) {
            sell(publisher);
        }
    }

    private void twoCopiesWithOneId() {
        stage.scene("A listener is scaled to two copies, both called 'listener'");
        ClientId same = ClientId.fixed("listener");
        try (Listener first = Listener.connect(options(same), new Tally())) {
            stage.event("first copy", "connected as " + first.clientId());
            stage.refusal("second copy", "refused: ", refusalOfSecondCopy(same));
        }
        stage.moral(
                "Only one live connection can have a client ID, so the server refuses the second copy.");
        stage.moral("This happens to a service with a fixed client ID when you scale it up.");
    }

    private String refusalOfSecondCopy(ClientId taken) {
        try (Listener second = Listener.connect(options(taken), new Tally())) {
            throw new UntrueStoryException(
                    "second copy", "a refusal", "connected as " + second.clientId());
        } catch (StreamingException e) {
            return e.serverError().orElseThrow(() -> e);
        }
    }

    private void twoCopiesWithIdsOfTheirOwn(StreamingConnection publisher) {
        stage.scene("The same two copies with generated IDs");
        List<Listener> copies = twoCopies(NEW_EVENTS, publisher, TICKETS_PER_SCENE, 2);
        for (Listener copy : copies) {
            expect("heard by " + copy.clientId(), newest(TICKETS_PER_SCENE), copy.sequences());
            stage.event(copy.clientId(), "heard " + Stage.numbers(copy.sequences()));
        }
        stage.moral("Both copies get every event: good for a cache, bad for sending invoices.");
    }

    private void twoMembersOfAGroup(StreamingConnection publisher) {
        stage.scene("Two copies again, now members of the queue group 'orders'");
        SubscriptionOptions group = NEW_EVENTS.queueGroup("orders");
        List<Listener> members = twoCopies(group, publisher, TICKETS_FOR_THE_GROUP, 1);
        Stream<Long> together = members.stream().flatMap(m -> m.sequences().stream());
        expect("heard by the group", newest(TICKETS_FOR_THE_GROUP), together.sorted().toList());
        members.forEach(member ->
                stage.event(member.clientId(), "heard " + Stage.numbers(member.sequences())));
        stage.moral("Each event goes to one member of the group, so the copies share the work.");
    }

    /**
     * Connects two listeners, sells, waits until each event was heard so often, and closes both.
     */
    private List<Listener> twoCopies(
            SubscriptionOptions subscription,
            StreamingConnection publisher,
            int tickets,
            int hearings) {
        Tally tally = new Tally();
        try (Listener one = Listener.connect(options(ClientId.random("listener")), tally);
                Listener two = Listener.connect(options(ClientId.random("listener")), tally)) {
            one.listen(CHANNEL, subscription);
            two.listen(CHANNEL, subscription);
            sell(publisher, tickets);
            tally.await("heard by both", tickets * hearings);
            return List.of(one, two);
        }
    }

    private void aLateListener() {
        stage.scene("A listener comes late and asks for all events from the start");
        Tally tally = new Tally();
        Listener late = Listener.connect(options(ClientId.random("late")), tally);
        try (late) {
            late.listen(CHANNEL, NEW_EVENTS.from(StartAt.first()));
            tally.await("heard by the late listener", sold);
        }
        expect("heard by the late listener", newest(sold), late.sequences());
        stage.event(late.clientId(), "heard " + Stage.numbers(late.sequences()));
        stage.moral("It missed nothing, because the server keeps the events.");
    }

    private List<Long> newest(int tickets) {
        return LongStream.rangeClosed(sold - tickets + 1L, sold).boxed().toList();
    }

    private static void expect(String what, List<Long> expected, List<Long> found) {
        if (!found.equals(expected)) {
            throw new UntrueStoryException(what, Stage.numbers(expected), Stage.numbers(found));
        }
    }
}
