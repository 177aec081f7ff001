package dev.stanchion.simulation.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What publishers have sent to all processes, and when the first of them acknowledged it. Confined
 * to the simulation's thread.
 */
final class Publications {
    private final Map<String, List<Sent>> byPublisher = new LinkedHashMap<>();
    private final Map<String, Sent> byGuid = new HashMap<>();
    private long moments;

    /** A message of a publisher. */
    static final class Sent {
        private final String publisher;
        private final String guid;
        private final long sentAt;
        private long acknowledgedAt = Long.MAX_VALUE;

        private Sent(String publisher, String guid, long sentAt) {
            this.publisher = publisher;
            this.guid = guid;
            this.sentAt = sentAt;
        }

        String publisher() {
            return publisher;
        }

        String guid() {
            return guid;
        }
    }

    Sent next(String publisher) {
        List<Sent> all = byPublisher.computeIfAbsent(publisher, name -> new ArrayList<>());
        Sent sent = new Sent(publisher, publisher + "/" + (all.size() + 1), ++moments);
        all.add(sent);
        byGuid.put(sent.guid, sent);
        return sent;
    }

    void acknowledged(String guid) {
        Sent sent = byGuid.get(guid);
        if (sent != null && sent.acknowledgedAt == Long.MAX_VALUE) {
            sent.acknowledgedAt = ++moments;
        }
    }

    /**
     * Returns the messages that are stored before one that was acknowledged before they were sent.
     *
     * @param stored the sequence of each GUID
     */
    List<String> outOfOrder(Map<String, Long> stored) {
        List<String> found = new ArrayList<>();
        byPublisher
                .values()
                .forEach(all -> {
                    for (Sent later : all) {
                        for (Sent earlier : all) {
                            if (earlier.acknowledgedAt < later.sentAt
                                    && stored.getOrDefault(earlier.guid, 0L)
                                            > stored.getOrDefault(later.guid, Long.MAX_VALUE)) {
                                found.add(later.guid + " before " + earlier.guid);
                            }
                        }
                    }
                });
        return found;
    }
}
