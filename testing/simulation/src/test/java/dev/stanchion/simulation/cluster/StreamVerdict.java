package dev.stanchion.simulation.cluster;

import dev.stanchion.kit.cluster.stream.StoredMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold of a channel's stream, whatever has happened. */
final class StreamVerdict {
    private final Arena arena;
    private final List<String> violations = new ArrayList<>();

    private StreamVerdict(Arena arena) {
        this.arena = arena;
    }

    /** Returns what does not hold; nothing if all is well. */
    static List<String> of(Arena arena) {
        StreamVerdict verdict = new StreamVerdict(arena);
        arena.escaped()
                .forEach(each ->
                        verdict.violations.add(
                                "escaped: " + each + " at " + List.of(each.getStackTrace())));
        if (arena.hasStream() && !arena.hasDeletedStream()) {
            verdict.checkStream();
        }
        arena.processes().forEach(verdict::checkAnswers);
        return verdict.violations;
    }

    private void checkStream() {
        Map<String, Long> stored = new HashMap<>();
        long next = 1;
        for (StoredMessage message : arena.stream().messages()) {
            if (message.sequence() != next && !hasLost()) {
                violations.add("gap in front of " + message.sequence());
            }
            next = message.sequence() + 1;
            String guid = Arena.guid(message);
            if (!guid.equals("foreign") && stored.put(guid, message.sequence()) != null) {
                violations.add("twice: " + guid);
            }
        }
        arena.processes().forEach(process -> check(process, stored));
        arena.publications()
                .outOfOrder(stored)
                .forEach(each -> violations.add("out of order: " + each));
    }

    /** Sequences of messages that were lost stay unused. */
    private boolean hasLost() {
        return arena.processes().stream().anyMatch(process -> !process.losses().isEmpty());
    }

    private void check(StoreProcess process, Map<String, Long> stored) {
        process.acknowledged()
                .forEach((guid, sequence) -> {
                    if (!sequence.equals(stored.get(guid))) {
                        violations.add(
                                "acknowledged as %d, stored as %s: %s"
                                        .formatted(sequence, stored.get(guid), guid));
                    }
                });
        process.foundKnown().stream()
                .filter(guid -> !stored.containsKey(guid))
                .forEach(guid -> violations.add("acknowledged, and not stored: " + guid));
        checkOrder(process, stored);
    }

    /** Of those that are open, all but the last that took the lease must have learned it. */
    static List<String> ofActive(Arena arena) {
        List<String> active =
                arena.processes().stream()
                        .filter(StoreProcess::isAlive)
                        .filter(StoreProcess::isOpen)
                        .filter(process -> !process.isDeposed())
                        .map(StoreProcess::name)
                        .toList();
        return active.size() > 1 && !arena.hasDeletedStream()
                ? List.of("several active: " + active)
                : List.of();
    }

    private void checkAnswers(StoreProcess process) {
        if (process.isAlive() && process.isOpen() && !process.waiting().isEmpty()) {
            violations.add("never answered: " + process.waiting());
        }
    }

    /** Messages of one process are stored in the order in which it appended them. */
    private void checkOrder(StoreProcess process, Map<String, Long> stored) {
        int count = stored.size() + process.acknowledged().size() + process.waiting().size();
        long last = 0;
        for (int i = 1; i <= count + process.losses().size() * 500; i++) {
            Long sequence = stored.get(process.name() + "/" + i);
            if (sequence != null && sequence < last) {
                violations.add("out of order: " + process.name() + "/" + i);
            }
            last = sequence == null ? last : sequence;
        }
    }
}
