package dev.stanchion.store.file.catalog;

import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.store.file.delivery.DeliverySink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Applies to subscriptions the records of the delivery logs that the catalog does not contain yet.
 * On the thread that starts the store.
 */
final class SubscriptionReplay implements DeliverySink {
    private final CatalogTable table;
    private final Map<Key, State> states = new LinkedHashMap<>();

    private record Key(long channel, long id) {}

    /** A subscription at the time of a frame; without a record there is none. */
    private static final class State {
        private final TreeSet<Long> pending = new TreeSet<>();
        private @Nullable SubscriptionRecord record;
        private long lastSent;
        private long knownUpTo;
        private boolean isChanged;
    }

    SubscriptionReplay(CatalogTable table) {
        this.table = table;
    }

    /** Returns the state that a frame changes; null if it was known when the record was made. */
    private @Nullable State state(long number, long channel, long id) {
        ChannelEntry entry = table.channel(channel);
        if (entry == null) {
            return null; // it has been deleted
        }
        State state = states.computeIfAbsent(new Key(channel, id), key -> known(entry, id));
        return number > state.knownUpTo ? state : null;
    }

    private static State known(ChannelEntry entry, long id) {
        State state = new State();
        ByteBuffer body = entry.subscriptions().get(id);
        if (body != null
                && CatalogCodec.decode(body.duplicate())
                        instanceof
                        CatalogRecord.Subscription(
                                var ignored,
                                var record,
                                var pending,
                                var frame)) {
            state.record = record;
            state.lastSent = record.lastSent();
            state.knownUpTo = frame;
            for (long sequence : pending) {
                state.pending.add(sequence);
            }
        }
        return state;
    }

    @Override
    public void put(long number, long channel, SubscriptionRecord subscription) {
        State state = state(number, channel, subscription.id());
        if (state != null) {
            state.record = subscription;
            state.lastSent = Math.max(state.lastSent, subscription.lastSent());
            state.isChanged = true;
        }
    }

    @Override
    public void gone(long number, long channel, long id) {
        State state = state(number, channel, id);
        if (state != null) {
            state.record = null;
            state.lastSent = 0;
            state.pending.clear();
            state.isChanged = true;
        }
    }

    @Override
    public void delivered(long number, long channel, long id, long sequence) {
        State state = state(number, channel, id);
        if (state != null && state.record != null) {
            state.pending.add(sequence);
            state.lastSent = Math.max(state.lastSent, sequence);
            state.isChanged = true;
        }
    }

    @Override
    public void acknowledged(long number, long channel, long id, long sequence) {
        State state = state(number, channel, id);
        if (state != null && state.record != null && state.pending.remove(sequence)) {
            state.isChanged = true;
        }
    }

    /**
     * Returns the records of all that has changed.
     *
     * @param frame the last one of the run that all of it is of
     */
    List<CatalogRecord> records(long frame) {
        List<CatalogRecord> records = new ArrayList<>();
        states.forEach((key, state) -> {
            SubscriptionRecord record = state.record;
            if (state.isChanged && record != null) {
                long[] pending = state.pending.stream().mapToLong(each -> each).toArray();
                records.add(
                        new CatalogRecord.Subscription(
                                key.channel, record.withLastSent(state.lastSent), pending, frame));
            } else if (state.isChanged) {
                records.add(new CatalogRecord.SubscriptionGone(key.channel, key.id));
            }
        });
        return records;
    }
}
