package dev.stanchion.interop.chaos;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that clients have seen of one channel, once everything has become quiet. Immutable.
 *
 * @param publishes every message that was published
 * @param stored what a new subscription gets from the beginning: content by sequence, in the order
 *     of the sequences
 * @param listeners what the durable of each client got, in that order
 * @param group what all members of the queue group got
 * @param clients what the libraries told their applications
 */
record Evidence(
        List<Publish> publishes,
        List<Delivery> stored,
        Map<String, List<Delivery>> listeners,
        List<Delivery> group,
        List<ClientRecord.Told> clients) {
    Evidence {
        publishes = List.copyOf(publishes);
        stored = List.copyOf(stored);
        listeners = Map.copyOf(listeners);
        group = List.copyOf(group);
        clients = List.copyOf(clients);
    }

    /** Returns the stored contents by sequence. */
    SortedMap<Long, String> contents() {
        SortedMap<Long, String> contents = new TreeMap<>();
        stored.forEach(each -> contents.putIfAbsent(each.sequence(), each.content()));
        return contents;
    }
}
