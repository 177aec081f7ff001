package dev.stanchion.kit.store.naive;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A log that persists in a {@link NaiveDisk}, and that never answers inline. */
final class NaiveChannelLog implements ChannelLog {
    private final NaiveDisk.Channel disk;
    private final ChannelLimits limits;
    private final ShardExecutor owner;
    private final LogListener listener;
    private final Deque<NaiveDisk.Stored> kept;
    private long last;
    private long appended;
    private long lastTimestamp;
    private long committed;
    private long durable;
    private boolean closed;

    NaiveChannelLog(
            NaiveDisk.Channel disk,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener) {
        this.disk = disk;
        this.limits = limits;
        this.owner = owner;
        this.listener = listener;
        kept = new ArrayDeque<>(disk.kept);
        last = disk.lastSequenceSeen();
        lastTimestamp = disk.lastTimestampEpochNanos;
        appended = last;
        committed = last;
        durable = last;
        trim();
        save();
    }

    @Override
    public long firstSequence() {
        if (kept.isEmpty()) {
            return last == 0 ? 0 : last + 1;
        }
        return kept.element().sequence();
    }

    @Override
    public long lastSequence() {
        return last;
    }

    @Override
    public long messageCount() {
        return kept.size();
    }

    @Override
    public long byteCount() {
        return kept.stream().mapToLong(stored -> stored.bytes().size()).sum();
    }

    @Override
    public long firstTimestampEpochNanos() {
        return kept.isEmpty() ? Long.MAX_VALUE : kept.element().timestampEpochNanos();
    }

    @Override
    public long lastTimestampEpochNanos() {
        return lastTimestamp;
    }

    @Override
    public void append(LogEntry message) {
        if (message.sequence() != last + 1) {
            throw new IllegalArgumentException("sequence: " + message.sequence());
        }
        ByteBuf buffer = Unpooled.buffer();
        message.writeTo(buffer);
        List<Byte> bytes = new ArrayList<>();
        while (buffer.isReadable()) {
            bytes.add(buffer.readByte());
        }
        last++;
        appended = last;
        lastTimestamp = message.timestampEpochNanos();
        kept.add(new NaiveDisk.Stored(last, lastTimestamp, bytes));
        trim();
    }

    @Override
    public void skipTo(long nextSequence) {
        if (nextSequence <= last) {
            throw new IllegalArgumentException("skip to: " + nextSequence);
        }
        last = nextSequence - 1;
    }

    private void trim() {
        while (kept.size() > 1
                && ((limits.maxMessages() > 0 && kept.size() > limits.maxMessages())
                        || (limits.maxBytes() > 0 && byteCount() > limits.maxBytes()))) {
            kept.remove();
        }
    }

    @Override
    public void commit() {
        if (committed < appended) {
            committed = appended;
            long upTo = appended;
            owner.execute(() -> becomeDurable(upTo));
        }
    }

    private void becomeDurable(long upTo) {
        if (closed) {
            return; // the disk is another store's by now
        }
        durable = upTo;
        save();
        listener.onDurable(upTo);
    }

    void close() {
        durable = appended;
        save();
        closed = true;
    }

    private void save() {
        disk.kept = kept.stream().filter(stored -> stored.sequence() <= durable).toList();
        disk.lastSequence = durable;
        disk.lastTimestampEpochNanos = lastTimestamp;
    }

    @Override
    public void read(long fromSequence, int maxMessages, LogReader reader) {
        owner.execute(() -> readNow(Math.max(fromSequence, firstSequence()), maxMessages, reader));
    }

    private void readNow(long from, int maxMessages, LogReader reader) {
        long next = Math.max(from, 1);
        int taken = 0;
        boolean wanted = true;
        for (NaiveDisk.Stored stored : List.copyOf(kept)) {
            if (wanted
                    && taken < maxMessages
                    && stored.sequence() >= from
                    && stored.sequence() <= durable) {
                wanted = hand(stored, reader);
                taken++;
                next = stored.sequence() + 1;
            }
        }
        reader.onEnd(next);
    }

    private static boolean hand(NaiveDisk.Stored stored, LogReader reader) {
        ByteBuf buffer = Unpooled.buffer();
        stored.bytes().forEach(next -> buffer.writeByte(next));
        return reader.onMessage(
                stored.sequence(), stored.timestampEpochNanos(), buffer, 0, buffer.readableBytes());
    }

    @Override
    public void sequenceAt(long epochNanos, Outcome<Long> outcome) {
        long found =
                kept.stream()
                        .filter(stored -> stored.timestampEpochNanos() >= epochNanos)
                        .mapToLong(NaiveDisk.Stored::sequence)
                        .findFirst()
                        .orElse(last + 1);
        owner.execute(() -> outcome.succeeded(found));
    }

    @Override
    public void removeOlderThan(long epochNanos) {
        kept.removeIf(stored -> stored.timestampEpochNanos() < epochNanos);
        save();
    }

    @Override
    public void removeUpTo(long sequence, Outcome<Outcome.Done> outcome) {
        kept.removeIf(stored -> stored.sequence() <= Math.min(sequence, durable));
        save();
        owner.execute(() -> outcome.succeeded(Outcome.Done.DONE));
    }
}
