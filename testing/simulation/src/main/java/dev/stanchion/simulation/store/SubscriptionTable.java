package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The subscriptions of one channel after a prefix of their changes. */
final class SubscriptionTable {
    private final Map<Long, Row> rows = new TreeMap<>();

    private record Row(SubscriptionRecord subscription, TreeSet<Long> pending) {}

    /** A change, as a journal records it. */
    sealed interface Change {
        record Put(SubscriptionRecord subscription) implements Change {}

        record Replace(SubscriptionRecord subscription, List<Long> pending) implements Change {}

        record Delete(long id) implements Change {}

        record Delivered(long id, long sequence) implements Change {}

        record Acknowledged(long id, long sequence) implements Change {}
    }

    void apply(Change change) {
        switch (change) {
            case Change.Put(SubscriptionRecord subscription) -> put(subscription);
            case Change.Replace(SubscriptionRecord subscription, List<Long> pending) ->
                    rows.replace(subscription.id(), new Row(subscription, new TreeSet<>(pending)));
            case Change.Delete(long id) -> rows.remove(id);
            case Change.Delivered(long id, long sequence) ->
                    rows.computeIfPresent(id, (ignored, row) -> delivered(row, sequence));
            case Change.Acknowledged(long id, long sequence) -> {
                Row row = rows.get(id);
                if (row != null) {
                    row.pending().remove(sequence);
                }
            }
        }
    }

    private void put(SubscriptionRecord subscription) {
        Row known = rows.get(subscription.id());
        rows.put(
                subscription.id(),
                new Row(subscription, known == null ? new TreeSet<>() : known.pending()));
    }

    private static Row delivered(Row row, long sequence) {
        row.pending().add(sequence);
        return sequence <= row.subscription().lastSent()
                ? row
                : new Row(row.subscription().withLastSent(sequence), row.pending());
    }

    /** Returns the subscriptions as a restarted engine gets them. */
    List<RecoveredState.Subscription> recovered() {
        List<RecoveredState.Subscription> recovered = new ArrayList<>();
        for (Row row : rows.values()) {
            recovered.add(
                    new RecoveredState.Subscription(
                            row.subscription(), List.copyOf(row.pending())));
        }
        return recovered;
    }
}
