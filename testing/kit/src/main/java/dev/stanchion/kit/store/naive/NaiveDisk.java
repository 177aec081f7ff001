package dev.stanchion.kit.store.naive;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The content of a {@link NaiveStore}, which outlives the store. A channel belongs to the shard
 * that has opened it. The rest is safe for use by many threads.
 */
public final class NaiveDisk {
    volatile @Nullable ServerRecord server;
    final Map<String, ClientRecord> clients = new ConcurrentSkipListMap<>();
    final Map<String, Channel> channels = new ConcurrentSkipListMap<>();

    /** A message as the log has encoded it. */
    record Stored(long sequence, long timestampEpochNanos, List<Byte> bytes) {}

    /** A channel's durable state. */
    static final class Channel {
        List<Stored> kept = List.of();
        long lastSequence;
        long lastTimestampEpochNanos;
        long highestId;
        Map<Long, Subscription> subscriptions = new TreeMap<>();

        /** Sequences must not be used again that a subscription has seen. */
        long lastSequenceSeen() {
            long last = lastSequence;
            for (Subscription subscription : subscriptions.values()) {
                last = Math.max(last, subscription.record.lastSent());
            }
            return last;
        }
    }

    /** A subscription with its unacknowledged messages. */
    record Subscription(SubscriptionRecord record, SortedSet<Long> pending) {
        Subscription {
            pending = new TreeSet<>(pending);
        }

        Subscription replacedBy(SubscriptionRecord replacement) {
            long lastSent = Math.max(record.lastSent(), replacement.lastSent());
            return new Subscription(replacement.withLastSent(lastSent), pending);
        }

        Subscription delivered(long sequence) {
            Subscription next =
                    new Subscription(
                            record.withLastSent(Math.max(record.lastSent(), sequence)), pending);
            next.pending.add(sequence);
            return next;
        }

        Subscription acknowledged(long sequence) {
            Subscription next = new Subscription(record, pending);
            next.pending.remove(sequence);
            return next;
        }
    }

    /** Returns the content that the next store will find. */
    public RecoveredState recovered() {
        List<RecoveredState.Channel> recovered = new ArrayList<>();
        channels.forEach((name, channel) -> recovered.add(recovered(name, channel)));
        return new RecoveredState(
                Optional.ofNullable(server), List.copyOf(clients.values()), recovered);
    }

    private static RecoveredState.Channel recovered(String name, Channel channel) {
        return new RecoveredState.Channel(
                name,
                channel.subscriptions.values().stream()
                        .map(subscription ->
                                new RecoveredState.Subscription(
                                        subscription.record, List.copyOf(subscription.pending)))
                        .toList());
    }
}
