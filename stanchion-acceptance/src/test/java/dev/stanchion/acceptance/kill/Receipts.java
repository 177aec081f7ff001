package dev.stanchion.acceptance.kill;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** What a subscription, of one or of a group, has received and acknowledged. */
final class Receipts {
    private final NavigableMap<Long, String> received = new ConcurrentSkipListMap<>();
    private final Map<Long, Long> confirmedAtNanos = new ConcurrentHashMap<>();
    private final Map<Long, Long> againAtNanos = new ConcurrentSkipListMap<>();
    private final Set<String> problems = new ConcurrentSkipListSet<>();

    void received(long sequence, String content) {
        String before = received.putIfAbsent(sequence, content);
        if (before != null) {
            againAtNanos.put(sequence, System.nanoTime());
            if (!before.equals(content)) {
                problem("#%d is %s, and was %s".formatted(sequence, content, before));
            }
        }
    }

    /** The server has read these acknowledgements. */
    void confirmed(Set<Long> sequences) {
        long now = System.nanoTime();
        sequences.forEach(sequence -> confirmedAtNanos.putIfAbsent(sequence, now));
    }

    void problem(String what) {
        problems.add(what);
    }

    /** Returns the content of each sequence that has come. */
    NavigableMap<Long, String> received() {
        return received;
    }

    /** Returns how many messages the server knows to be done with. */
    int confirmedCount() {
        return confirmedAtNanos.size();
    }

    /**
     * Returns what came again after the server had been told that it is done with.
     *
     * @param killedAtNanos when it was killed
     * @param graceNanos how long before that it may have been told in vain
     */
    Set<Long> againThoughConfirmed(Iterable<Long> killedAtNanos, long graceNanos) {
        Set<Long> wrong = new ConcurrentSkipListSet<>();
        againAtNanos.forEach((sequence, againAt) -> {
            Long confirmedAt = confirmedAtNanos.get(sequence);
            for (long killedAt : killedAtNanos) {
                boolean isBetween = killedAt - againAt < 0;
                if (confirmedAt != null && isBetween && killedAt - confirmedAt > graceNanos) {
                    wrong.add(sequence);
                }
            }
        });
        return wrong;
    }

    Set<String> problems() {
        return problems;
    }
}
