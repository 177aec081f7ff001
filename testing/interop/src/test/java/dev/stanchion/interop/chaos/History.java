package dev.stanchion.interop.chaos;

import dev.stanchion.interop.chaos.ClientRecord.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A run that a test makes up: two clients publish three messages each, and everything is as
 * promised. Tests plant one fault each.
 */
final class History {
    static final String NODE = "node";
    static final String GO = "go";
    private static final long SECOND = 1_000_000_000;

    private final List<Publish> publishes = new ArrayList<>();
    private final List<Delivery> stored = new ArrayList<>();
    private final Map<String, List<Delivery>> listeners = new HashMap<>();
    private final List<Delivery> group = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();

    History() {
        long sequence = 0;
        for (long number = 1; number <= 3; number++) {
            for (String client : List.of(NODE, GO)) {
                publishes.add(
                        new Publish(
                                client,
                                number,
                                number * SECOND,
                                Publish.Outcome.ACKNOWLEDGED,
                                null));
                stored.add(new Delivery(++sequence, Publish.content(client, number), false));
            }
        }
        listeners.put(NODE, new ArrayList<>(stored));
        listeners.put(GO, new ArrayList<>(stored));
        group.addAll(stored);
    }

    /** A client publishes one more message, at a second of the run, which nobody stores. */
    History publishes(String client, long number, long second, Publish.Outcome outcome) {
        publishes.add(new Publish(client, number, second * SECOND, outcome, "the library's text"));
        return this;
    }

    /** Changes what a new subscription gets. */
    History stores(UnaryOperator<List<Delivery>> change) {
        replace(stored, change);
        return this;
    }

    /** Changes what is stored, and everybody gets it so. */
    History storesAndDelivers(UnaryOperator<List<Delivery>> change) {
        listeners.values().forEach(each -> replace(each, change));
        replace(group, change);
        return stores(change);
    }

    /** Changes what the durable of a client gets. */
    History delivers(String client, UnaryOperator<List<Delivery>> change) {
        replace(listeners.computeIfAbsent(client, ignored -> new ArrayList<>()), change);
        return this;
    }

    /** Changes what the members of the queue group get. */
    History deliversToGroup(UnaryOperator<List<Delivery>> change) {
        replace(group, change);
        return this;
    }

    private static void replace(List<Delivery> list, UnaryOperator<List<Delivery>> change) {
        List<Delivery> changed = change.apply(List.copyOf(list));
        list.clear();
        list.addAll(changed);
    }

    /** A library tells its application something, at a second of the run. */
    History tells(String client, Told.Kind kind, long second) {
        told.add(new Told(client, kind, second * SECOND, "the library's text"));
        return this;
    }

    Evidence evidence() {
        return new Evidence(publishes, stored, listeners, group, told);
    }
}
