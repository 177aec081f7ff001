package dev.stanchion.acceptance.kill;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** The messages that a subscription or a group has received and acknowledged. */
final class Receipts {
    private final NavigableMap<Long, String> received = new ConcurrentSkipListMap<>();
    private final Map<Long, Long> confirmedAtNanos = new ConcurrentHashMap<>();
    private final Queue<Again> again = new ConcurrentLinkedQueue<>();
    private final Set<String> problems = new ConcurrentSkipListSet<>();

    /** A message that came once more, after the server had read its acknowledgement. */
    private record Again(long sequence, long confirmedAtNanos, long againAtNanos) {}

    /**
     * A message has come.
     *
     * @param isAgain whether the server says that it was sent before
     */
    void received(long sequence, String content, boolean isAgain) {
        String before = received.putIfAbsent(sequence, content);
        if (before != null) {
            if (!isAgain) {
                problem("#%d came again as if it were new".formatted(sequence));
            }
            Long confirmedAt = confirmedAtNanos.remove(sequence); // the next one counts next time
            if (confirmedAt != null) {
                again.add(new Again(sequence, confirmedAt, System.nanoTime()));
            }
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

    /** Returns how often one message came again after its acknowledgement, at the most. */
    int mostRepeats() {
        Map<Long, Integer> repeats = new HashMap<>();
        again.forEach(each -> repeats.merge(each.sequence(), 1, Integer::sum));
        return repeats.values().stream().mapToInt(count -> count).max().orElse(0);
    }

    void problem(String what) {
        problems.add(what);
    }

    /** Returns the content of each sequence that has come. */
    NavigableMap<Long, String> received() {
        return received;
    }

    /**
     * Returns the messages that came again although they had been acknowledged.
     *
     * @param killedAtNanos when the server was killed
     * @param graceNanos an acknowledgement within this time before may have been lost
     */
    Set<Long> againThoughConfirmed(Iterable<Long> killedAtNanos, long graceNanos) {
        Set<Long> wrong = new ConcurrentSkipListSet<>();
        for (Again each : again) {
            for (long killedAt : killedAtNanos) {
                boolean isBetween = killedAt - each.againAtNanos() < 0;
                if (isBetween && killedAt - each.confirmedAtNanos() > graceNanos) {
                    wrong.add(each.sequence());
                }
            }
        }
        return wrong;
    }

    Set<String> problems() {
        return problems;
    }
}
