package dev.stanchion.acceptance.restart;

import dev.stanchion.kit.process.Program;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The reports of a witness so far.
 *
 * @param lines {@code acked 17}, {@code received plain 17 18}, {@code problem …}
 */
record Witness(List<List<String>> lines) {
    private static final int NUMBER = 2;
    private static final int SEQUENCE = 3;

    static Witness of(Program program) {
        return new Witness(
                program.output().stream().map(line -> List.of(line.split(" "))).toList());
    }

    private Stream<List<String>> lines(String kind) {
        return lines.stream().filter(words -> words.getFirst().equals(kind));
    }

    private Stream<List<String>> received(String subscription) {
        return lines("received").filter(words -> words.get(1).equals(subscription));
    }

    /** Returns everything that a user would call an error, except that an ack did not come. */
    List<String> problems() {
        return lines("problem").map(words -> String.join(" ", words)).toList();
    }

    /** Returns the highest number that was published and acknowledged; 0 if none was. */
    long lastAcked() {
        return lines("acked").mapToLong(words -> Long.parseLong(words.get(1))).max().orElse(0);
    }

    /** Returns the numbers that were published and acknowledged. */
    List<Long> acked() {
        return lines("acked").map(words -> Long.parseLong(words.get(1))).toList();
    }

    /** Returns the numbers that a subscription was given. */
    Set<Long> numbers(String subscription) {
        return received(subscription)
                .map(words -> Long.parseLong(words.get(NUMBER)))
                .collect(Collectors.toSet());
    }

    /**
     * Returns the numbers that a subscription was given, in the order of their sequences. The
     * witness publishes ascending numbers, so a number that is stored twice or out of order shows.
     */
    List<Long> numbersAsStored(String subscription) {
        SortedMap<Long, Long> bySequence = new TreeMap<>();
        received(subscription)
                .forEach(words ->
                        bySequence.put(
                                Long.parseLong(words.get(SEQUENCE)),
                                Long.parseLong(words.get(NUMBER))));
        return List.copyOf(bySequence.values());
    }

    /** Returns the highest number that has come; 0 if none has. */
    long lastReceived() {
        return lines("received")
                .mapToLong(words -> Long.parseLong(words.get(NUMBER)))
                .max()
                .orElse(0);
    }

    /** Returns the sequences that a subscription was given, in that order. */
    List<Long> sequences(String subscription) {
        return received(subscription).map(words -> Long.parseLong(words.get(SEQUENCE))).toList();
    }

    /** Returns whether one of the subscriptions got each of the numbers. */
    boolean gotAll(long from, long to, String... subscriptions) {
        Set<Long> numbers = new HashSet<>();
        for (String subscription : subscriptions) {
            received(subscription).forEach(words -> numbers.add(Long.parseLong(words.get(NUMBER))));
        }
        return numbers.containsAll(Stream.iterate(from, n -> n <= to, n -> n + 1).toList());
    }
}
