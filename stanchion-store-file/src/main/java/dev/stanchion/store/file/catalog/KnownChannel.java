package dev.stanchion.store.file.catalog;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.store.file.commit.Checkpoint;
import dev.stanchion.store.file.segment.SegmentNote;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The catalog's records of a channel, for opening it. Immutable.
 *
 * @param number the number that its files and the commit log use instead of its name
 * @param segments the segments that must exist, in order
 */
public record KnownChannel(
        long number,
        String name,
        long highestSubscriptionId,
        Checkpoint.Mark mark,
        List<SegmentNote> segments,
        List<RecoveredState.Subscription> subscriptions) {
    public KnownChannel {
        segments = List.copyOf(segments);
        subscriptions = List.copyOf(subscriptions);
    }

    static KnownChannel made(long number, String name) {
        return new KnownChannel(
                number, name, 0, new Checkpoint.Mark(number, 0, 0, 0), List.of(), List.of());
    }

    static KnownChannel of(ChannelEntry entry) {
        List<RecoveredState.Subscription> subscriptions = new ArrayList<>();
        for (ByteBuffer body : entry.subscriptions().values()) {
            if (CatalogCodec.decode(body.duplicate())
                    instanceof
                    CatalogRecord.Subscription(var ignored, var record, var pending, var upTo)) {
                List<Long> sequences = new ArrayList<>(pending.length);
                for (long sequence : pending) {
                    sequences.add(sequence);
                }
                subscriptions.add(new RecoveredState.Subscription(record, sequences));
            }
        }
        return new KnownChannel(
                entry.number(),
                entry.name(),
                entry.highestSubscriptionId(),
                entry.mark(),
                entry.segments(),
                subscriptions);
    }

    /** Returns the highest sequence that anybody has seen, as far as the catalog knows. */
    public long lastSequenceSeen() {
        long last = mark.lastSequence();
        for (RecoveredState.Subscription each : subscriptions) {
            last = Math.max(last, each.subscription().lastSent());
            for (long sequence : each.pending()) {
                last = Math.max(last, sequence);
            }
        }
        return last;
    }
}
