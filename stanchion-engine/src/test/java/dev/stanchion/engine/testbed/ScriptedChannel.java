package dev.stanchion.engine.testbed;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.protocol.PubAck;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** A channel of the {@link ScriptedStore}; what a test needs to look at or damage is public. */
public final class ScriptedChannel {
    private final ScriptedStore store;
    private final TreeMap<Long, Stored> messages = new TreeMap<>();
    private final Map<Long, SubscriptionRecord> subscriptions = new TreeMap<>();
    private final Map<Long, SortedSet<Long>> pending = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final List<String> acknowledged = new ArrayList<>();
    private final Set<Long> damaged = new HashSet<>();
    private long last;
    private long appended;
    private long durable;
    private long lastTimestamp;
    private long inserted;
    private long highestId;
    private long brokenSequence;
    private @Nullable Open open;

    ScriptedChannel(ScriptedStore store) {
        this.store = store;
    }

    void beginBehind(long lastSequence) {
        last = lastSequence;
        appended = lastSequence;
        durable = lastSequence;
    }

    private record Stored(long timestamp, ByteBuf bytes, String guid, String publisher) {
        Stored movedTo(long sequence) {
            return new Stored(timestamp, encodedAt(sequence), guid, publisher);
        }

        Stored withNote(UnaryOperator<ParkedNote> change) {
            MsgProtoCursor parts = parts();
            ParkedNote note =
                    ParkedNote.decode(bytes, parts.parkedIndex(), parts.parkedLength())
                            .orElseThrow();
            ByteBuf changed = Unpooled.wrappedBuffer(change.apply(note).toBytes());
            ByteBuf target = encodedAt(parts.sequence());
            MsgProtoEncoder.writeParked(target, changed, 0, changed.readableBytes());
            return new Stored(timestamp, target, guid, publisher);
        }

        private MsgProtoCursor parts() {
            MsgProtoCursor parts = new MsgProtoCursor();
            parts.wrap(bytes, bytes.readerIndex(), bytes.readableBytes());
            return parts;
        }

        /** Returns the message without a note. */
        private ByteBuf encodedAt(long sequence) {
            MsgProtoCursor parts = parts();
            ByteBuf target = Unpooled.buffer();
            MsgProtoEncoder.write(
                    target,
                    sequence,
                    ByteBufUtil.getBytes(bytes, parts.channelIndex(), parts.channelLength()),
                    bytes,
                    parts.replyIndex(),
                    parts.replyLength(),
                    parts.dataIndex(),
                    parts.dataLength(),
                    timestamp);
            return target;
        }
    }

    ChannelStore open(
            String name, ChannelLimits limits, ShardExecutor owner, LogListener listener) {
        open = new Open(name, limits, owner, listener);
        return new ChannelStore(open, new Subscriptions(name, owner));
    }

    RecoveredState.Channel recovered(String name, boolean mayLackDeliveries) {
        List<RecoveredState.Subscription> recovered = new ArrayList<>();
        subscriptions.forEach((id, record) ->
                recovered.add(new RecoveredState.Subscription(record, List.copyOf(pendingOf(id)))));
        return new RecoveredState.Channel(name, recovered, mayLackDeliveries);
    }

    /** Removes a message, as limits do. */
    public void drop(long sequence) {
        messages.remove(sequence);
    }

    /** Recording that a message is acknowledged throws what nobody expects. */
    public void breakDownOnAcknowledgement(long sequence) {
        brokenSequence = sequence;
    }

    /** A message is there, and its bytes are not what was written. */
    public void damage(long sequence) {
        damaged.add(sequence);
    }

    /** Replaces the note of a parked message, as another version of the server might write it. */
    public void writeNote(long sequence, UnaryOperator<ParkedNote> change) {
        messages.computeIfPresent(sequence, (ignored, stored) -> stored.withNote(change));
    }

    /** All that was appended and not yet reported durable is lost. */
    public void loseUnsynced() {
        messages.tailMap(durable, false).clear();
        Open current = open;
        if (current != null) {
            StoreException fenced = store.failure("sync", current.name);
            StoreException why =
                    fenced != null
                            ? fenced
                            : new StoreException(
                                    StoreException.Kind.IO, "sync", current.name, "disk gone");
            current.owner.execute(() -> current.listener.onLost(why));
        }
    }

    /** Another writer stores messages, before all that is not durable. */
    public void insert(String... data) {
        Open current = Objects.requireNonNull(open);
        current.owner.execute(() -> insertNow(current, data));
    }

    private void insertNow(Open current, String... data) {
        SortedMap<Long, Stored> waiting = messages.tailMap(durable, false);
        List<Stored> moving = List.copyOf(waiting.values());
        waiting.clear();
        long sequence = durable;
        for (String one : data) {
            sequence++;
            messages.put(sequence, inserted(current.name, sequence, one));
        }
        long newlyDurable = sequence;
        for (Stored one : moving) {
            sequence++;
            messages.put(sequence, one.movedTo(sequence));
        }
        last += data.length;
        appended = sequence;
        inserted += data.length;
        current.listener.onInserted(data.length);
        durable = newlyDurable;
        current.listener.onDurable(durable);
    }

    /** Another writer stores a message that waits, before all others that wait. */
    public void storeByOther(int ofWaiting) {
        Open current = Objects.requireNonNull(open);
        current.owner.execute(() -> storeByOtherNow(current, ofWaiting));
    }

    private void storeByOtherNow(Open current, int ofWaiting) {
        SortedMap<Long, Stored> waiting = messages.tailMap(durable, false);
        List<Stored> moving = new ArrayList<>(waiting.values());
        waiting.clear();
        moving.addFirst(moving.remove(ofWaiting));
        long sequence = durable;
        for (Stored one : moving) {
            sequence++;
            messages.put(sequence, one.movedTo(sequence));
        }
        current.listener.onInserted(1);
        durable++;
        current.listener.onStoredByOther(durable + 1 + ofWaiting, durable);
        current.listener.onDurable(durable);
    }

    private Stored inserted(String name, long sequence, String data) {
        ByteBuf source = Unpooled.copiedBuffer(data, StandardCharsets.UTF_8);
        ByteBuf target = Unpooled.buffer();
        MsgProtoEncoder.write(
                target,
                sequence,
                name.getBytes(StandardCharsets.UTF_8),
                source,
                0,
                0,
                0,
                source.readableBytes(),
                lastTimestamp);
        return new Stored(lastTimestamp, target, "", "");
    }

    /** Returns the sequences and guids that the engine has acknowledged, in order. */
    public List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Another server has stored a message with this guid. */
    public void know(String guid) {
        known.add(guid);
    }

    /** Returns who published a message, and the name that it was given there. */
    public String origin(long sequence) {
        Stored message = Objects.requireNonNull(messages.get(sequence));
        return message.guid + " of " + message.publisher;
    }

    public List<Long> sequences() {
        return List.copyOf(messages.keySet());
    }

    public List<SubscriptionRecord> subscriptions() {
        return List.copyOf(subscriptions.values());
    }

    /** Puts a subscription there as an earlier run might have left it. */
    public void leave(SubscriptionRecord record, Long... unacknowledged) {
        subscriptions.put(record.id(), record);
        pendingOf(record.id()).addAll(List.of(unacknowledged));
        highestId = Math.max(highestId, record.id());
    }

    public SortedSet<Long> pendingOf(long id) {
        return pending.computeIfAbsent(id, ignored -> new TreeSet<>());
    }

    private final class Open implements ChannelLog {
        private final String name;
        private final ChannelLimits limits;
        private final ShardExecutor owner;
        private final LogListener listener;
        private boolean reading;
        private boolean metDamage;

        Open(String name, ChannelLimits limits, ShardExecutor owner, LogListener listener) {
            this.name = name;
            this.limits = limits;
            this.owner = owner;
            this.listener = listener;
        }

        @Override
        public long firstSequence() {
            return last == 0 ? 0 : messages.isEmpty() ? last + 1 : messages.firstKey();
        }

        @Override
        public long lastSequence() {
            return last;
        }

        @Override
        public long messageCount() {
            return messages.size();
        }

        @Override
        public long byteCount() {
            return messages.values().stream().mapToLong(each -> each.bytes.readableBytes()).sum();
        }

        @Override
        public long firstTimestampEpochNanos() {
            return messages.isEmpty() ? Long.MAX_VALUE : messages.firstEntry().getValue().timestamp;
        }

        @Override
        public long lastTimestampEpochNanos() {
            return lastTimestamp;
        }

        @Override
        public boolean isKnown(ByteBuf buffer, int guidIndex, int guidLength) {
            return known.contains(buffer.toString(guidIndex, guidLength, StandardCharsets.UTF_8));
        }

        @Override
        public boolean isRepeated(Origin origin, ByteBuf buffer, int guidIndex, int guidLength) {
            String guid = buffer.toString(guidIndex, guidLength, StandardCharsets.UTF_8);
            return origin.mayRepeat()
                    && messages.values().stream().anyMatch(one -> one.guid().equals(guid));
        }

        @Override
        public void acknowledged(long sequence, ByteBuf buffer, int index, int length) {
            PubAck ack = PubAck.decode(buffer, index, length).orElseThrow();
            acknowledged.add(sequence + " " + ack.guid() + ack.error());
        }

        @Override
        public void append(LogEntry message) {
            StoreException failure = store.failure("append", name);
            if (failure != null) {
                throw failure;
            }
            Assertions.assertThat(message.sequence()).isEqualTo(last + 1);
            ByteBuf target = Unpooled.buffer();
            message.writeTo(target);
            Assertions.assertThat(target.readableBytes()).isEqualTo(message.encodedLength());
            last++;
            appended = last;
            lastTimestamp = message.timestampEpochNanos();
            messages.put(
                    last, new Stored(lastTimestamp, target, message.guid(), message.publisher()));
            enforceLimits();
        }

        @Override
        public void skipTo(long nextSequence) {
            Assertions.assertThat(nextSequence).isGreaterThan(last);
            last = nextSequence - 1;
        }

        private void enforceLimits() {
            while (messages.size() > 1
                    && (exceeds(messages.size(), limits.maxMessages())
                            || exceeds(byteCount(), limits.maxBytes()))) {
                messages.pollFirstEntry();
            }
        }

        private boolean exceeds(long value, long limit) {
            return limit > 0 && value > limit;
        }

        @Override
        public void commit() {
            long upTo = appended;
            long insertedBefore = inserted;
            store.whenDurable(
                    name,
                    owner,
                    () -> {
                        durable = Math.max(durable, upTo + inserted - insertedBefore);
                        listener.onDurable(durable);
                    });
        }

        @Override
        public void read(long fromSequence, int maxMessages, LogReader reader) {
            Assertions.assertThat(maxMessages).isPositive();
            store.answer("read", owner, () -> readNow(fromSequence, maxMessages, reader));
        }

        private void readNow(long fromSequence, int maxMessages, LogReader reader) {
            StoreException failure = store.failure("read", name);
            if (failure != null) {
                reader.onUnreadable(fromSequence, failure);
                return;
            }
            Assertions.assertThat(reading).as("reads do not nest").isFalse();
            reading = true;
            metDamage = false;
            long next = readFrom(fromSequence, maxMessages, reader);
            reading = false;
            if (metDamage) {
                reader.onUnreadable(
                        next,
                        new StoreException(
                                StoreException.Kind.CORRUPT, "read", name, "it was damaged"));
            } else {
                reader.onEnd(next);
            }
        }

        private long readFrom(long fromSequence, int maxMessages, LogReader reader) {
            int left = maxMessages;
            Map.Entry<Long, Stored> at = messages.ceilingEntry(fromSequence);
            while (at != null && at.getKey() <= durable) {
                long sequence = at.getKey();
                if (damaged.contains(sequence)) {
                    metDamage = true;
                    return sequence;
                }
                ByteBuf stored = at.getValue().bytes;
                ByteBuf bytes = Unpooled.buffer().writeZero(3).writeBytes(stored.duplicate());
                boolean goOn =
                        reader.onMessage(
                                sequence,
                                at.getValue().timestamp,
                                bytes,
                                3,
                                stored.readableBytes());
                if (!goOn || --left == 0) {
                    return sequence + 1;
                }
                at = messages.higherEntry(sequence);
            }
            return Math.max(fromSequence, durable + 1);
        }

        @Override
        public void sequenceAt(long epochNanos, Outcome<Long> outcome) {
            long found =
                    messages.entrySet().stream()
                            .filter(each -> each.getValue().timestamp >= epochNanos)
                            .map(Map.Entry::getKey)
                            .findFirst()
                            .orElse(last + 1);
            store.answer(owner, "sequenceAt", name, found, outcome);
        }

        @Override
        public void removeOlderThan(long epochNanos) {
            messages.values().removeIf(each -> each.timestamp < epochNanos);
        }

        @Override
        public void removeUpTo(long sequence, Outcome<Outcome.Done> outcome) {
            messages.headMap(Math.min(sequence, durable), true).clear();
            store.answer(owner, "removeUpTo", name, Outcome.Done.DONE, outcome);
        }
    }

    private final class Subscriptions implements SubscriptionLog {
        private final String name;
        private final ShardExecutor owner;

        Subscriptions(String name, ShardExecutor owner) {
            this.name = name;
            this.owner = owner;
        }

        @Override
        public long highestId() {
            return highestId;
        }

        @Override
        public void put(SubscriptionRecord subscription) {
            subscriptions.put(subscription.id(), subscription);
            highestId = Math.max(highestId, subscription.id());
        }

        @Override
        public void replace(SubscriptionRecord subscription, long[] unacknowledged) {
            if (subscriptions.replace(subscription.id(), subscription) != null) {
                pendingOf(subscription.id()).clear();
                for (long sequence : unacknowledged) {
                    pendingOf(subscription.id()).add(sequence);
                }
            }
        }

        @Override
        public void delete(long id) {
            subscriptions.remove(id);
            pending.remove(id);
        }

        @Override
        public void delivered(long id, long sequence) {
            SubscriptionRecord record = subscriptions.get(id);
            if (record != null) {
                pendingOf(id).add(sequence);
                long sent = Math.max(record.lastSent(), sequence);
                subscriptions.put(id, record.withLastSent(sent));
            }
        }

        @Override
        public void acknowledged(long id, long sequence) {
            if (sequence == brokenSequence) {
                throw new UnsupportedOperationException("breaks down on " + sequence);
            }
            pendingOf(id).remove(sequence);
        }

        @Override
        public void flush(Outcome<Outcome.Done> outcome) {
            store.answer(owner, "flush", name, Outcome.Done.DONE, outcome);
        }
    }
}
