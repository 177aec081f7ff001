package dev.stanchion.interop.chaos;

import static dev.stanchion.interop.chaos.Breach.Promise.A_SEQUENCE_HAS_ONE_CONTENT;
import static dev.stanchion.interop.chaos.Breach.Promise.CLIENTS_ARE_TOLD_OF_NO_ERROR;
import static dev.stanchion.interop.chaos.Breach.Promise.EVERYTHING_STORED_IS_DELIVERED;
import static dev.stanchion.interop.chaos.Breach.Promise.FIRST_DELIVERIES_ARE_IN_ORDER;
import static dev.stanchion.interop.chaos.Breach.Promise.MESSAGES_OF_A_PUBLISHER_KEEP_THEIR_ORDER;
import static dev.stanchion.interop.chaos.Breach.Promise.NOTHING_ACKNOWLEDGED_IS_LOST;
import static dev.stanchion.interop.chaos.Breach.Promise.NOTHING_IS_STORED_THAT_NOBODY_PUBLISHED;
import static dev.stanchion.interop.chaos.Breach.Promise.NOTHING_IS_STORED_TWICE;
import static dev.stanchion.interop.chaos.Breach.Promise.PUBLISHES_ARE_ANSWERED;

import dev.stanchion.interop.chaos.ClientRecord.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Compares what clients have seen with what they are promised.
 *
 * <p>Some things are allowed. A message may come twice. A publish may stay unanswered if the TCP
 * connection of its client ended at that time, and a library may report an error while it has no
 * connection.
 */
final class Checker {
    private final Evidence evidence;
    private final SortedMap<Long, String> contents;
    private final Outages outages;
    private final List<Breach> breaches = new ArrayList<>();

    private Checker(Evidence evidence) {
        this.evidence = evidence;
        this.contents = evidence.contents();
        this.outages = new Outages(evidence.clients());
    }

    /** Returns all breaches. */
    static List<Breach> check(Evidence evidence) {
        Checker checker = new Checker(evidence);
        checker.checkStored();
        checker.checkPublishes();
        checker.checkDeliveries();
        checker.checkCallbacks();
        return List.copyOf(checker.breaches);
    }

    /** Returns the publishes that no trouble of their own client explains. */
    static List<Publish> unanswered(Evidence evidence) {
        Outages outages = new Outages(evidence.clients());
        return evidence.publishes().stream()
                .filter(each -> each.outcome() == Publish.Outcome.UNANSWERED)
                .filter(each -> !outages.mayHaveSwallowed(each))
                .toList();
    }

    private void checkStored() {
        Set<String> published = new HashSet<>();
        evidence.publishes().forEach(each -> published.add(each.content()));
        Map<String, Long> sequences = new HashMap<>();
        Map<String, Long> last = new HashMap<>();
        contents.forEach((sequence, content) -> {
            if (!published.contains(content)) {
                breach(
                        NOTHING_IS_STORED_THAT_NOBODY_PUBLISHED,
                        "sequence %d is '%s'".formatted(sequence, content));
                return;
            }
            Long before = sequences.putIfAbsent(content, sequence);
            if (before != null) {
                breach(
                        NOTHING_IS_STORED_TWICE,
                        "'%s' has the sequences %d and %d".formatted(content, before, sequence));
                return;
            }
            long number = Publish.number(content);
            long highest = last.getOrDefault(Publish.client(content), 0L);
            if (number < highest) {
                breach(
                        MESSAGES_OF_A_PUBLISHER_KEEP_THEIR_ORDER,
                        "sequence %d is '%s', behind number %d"
                                .formatted(sequence, content, highest));
            }
            last.merge(Publish.client(content), number, Math::max);
        });
    }

    private void checkPublishes() {
        Set<String> stored = new HashSet<>(contents.values());
        for (Publish publish : evidence.publishes()) {
            switch (publish.outcome()) {
                case ACKNOWLEDGED -> {
                    if (!stored.contains(publish.content())) {
                        breach(
                                NOTHING_ACKNOWLEDGED_IS_LOST,
                                publish.described() + " was acknowledged");
                    }
                }
                case REFUSED ->
                        breach(
                                CLIENTS_ARE_TOLD_OF_NO_ERROR,
                                publish.described() + ": " + publish.error());
                case UNANSWERED, NOT_SENT -> {}
            }
        }
        unanswered(evidence)
                .forEach(each ->
                        breach(
                                PUBLISHES_ARE_ANSWERED,
                                "%s is not answered, and is %s"
                                        .formatted(
                                                each.described(),
                                                stored.contains(each.content())
                                                        ? "stored"
                                                        : "not stored")));
        evidence.publishes().stream()
                .filter(each -> each.outcome() == Publish.Outcome.NOT_SENT)
                .filter(each -> !outages.mayHaveSwallowed(each))
                .forEach(each ->
                        breach(
                                CLIENTS_ARE_TOLD_OF_NO_ERROR,
                                each.described() + " was not sent: " + each.error()));
    }

    private void checkDeliveries() {
        evidence.listeners()
                .forEach((client, deliveries) -> {
                    String whose = "the durable of " + client;
                    checkContents(whose, deliveries);
                    checkOrder(whose, deliveries);
                });
        checkContents("the queue group", evidence.group());
    }

    private void checkContents(String whose, List<Delivery> deliveries) {
        Set<Long> missing = new TreeSet<>(contents.keySet());
        for (Delivery each : deliveries) {
            missing.remove(each.sequence());
            if (!Objects.equals(contents.get(each.sequence()), each.content())) {
                breach(
                        A_SEQUENCE_HAS_ONE_CONTENT,
                        "%s got '%s' as sequence %d, which is '%s'"
                                .formatted(
                                        whose,
                                        each.content(),
                                        each.sequence(),
                                        contents.get(each.sequence())));
            }
        }
        if (!missing.isEmpty()) {
            breach(
                    EVERYTHING_STORED_IS_DELIVERED,
                    "%s did not get %d messages, the first with sequence %d"
                            .formatted(whose, missing.size(), missing.iterator().next()));
        }
    }

    private void checkOrder(String whose, List<Delivery> deliveries) {
        Set<Long> seen = new HashSet<>();
        long highest = 0;
        for (Delivery each : deliveries) {
            if (seen.add(each.sequence()) && each.sequence() < highest && !each.isRedelivered()) {
                breach(
                        FIRST_DELIVERIES_ARE_IN_ORDER,
                        "%s got sequence %d for the first time after %d"
                                .formatted(whose, each.sequence(), highest));
            }
            highest = Math.max(highest, each.sequence());
        }
    }

    private void checkCallbacks() {
        for (Told each : evidence.clients()) {
            boolean isError =
                    switch (each.kind()) {
                        case LOST -> true;
                        case ERROR -> !outages.includes(each);
                        case DISCONNECTED, RECONNECTED -> false;
                    };
            if (isError) {
                breach(
                        CLIENTS_ARE_TOLD_OF_NO_ERROR,
                        "%s: %s: %s".formatted(each.client(), each.kind(), each.text()));
            }
        }
    }

    private void breach(Breach.Promise promise, String what) {
        breaches.add(new Breach(promise, what));
    }
}
