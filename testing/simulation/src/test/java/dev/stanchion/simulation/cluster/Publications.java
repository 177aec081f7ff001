package dev.stanchion.simulation.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What publishers have sent to all processes. Confined to the simulation's thread. */
final class Publications {
    private final Map<String, List<Sent>> byPublisher = new LinkedHashMap<>();

    /** A message of a publisher. */
    record Sent(String publisher, String guid) {}

    Sent next(String publisher) {
        List<Sent> all = byPublisher.computeIfAbsent(publisher, name -> new ArrayList<>());
        Sent sent = new Sent(publisher, publisher + "/" + (all.size() + 1));
        all.add(sent);
        return sent;
    }

    /**
     * Returns the messages that are stored behind one that their publisher has sent later.
     *
     * @param stored the sequence of each GUID
     */
    List<String> outOfOrder(Map<String, Long> stored) {
        List<String> found = new ArrayList<>();
        byPublisher
                .values()
                .forEach(all -> {
                    String before = "";
                    long highest = 0;
                    for (Sent each : all) {
                        long sequence = stored.getOrDefault(each.guid(), Long.MAX_VALUE);
                        if (sequence < highest) {
                            found.add(each.guid() + " before " + before);
                        } else if (stored.containsKey(each.guid())) {
                            highest = sequence;
                            before = each.guid();
                        }
                    }
                });
        return found;
    }
}
