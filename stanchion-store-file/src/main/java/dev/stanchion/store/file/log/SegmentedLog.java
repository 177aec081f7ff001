package dev.stanchion.store.file.log;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * A channel's log in append-only segments. Owned by the channel's shard; answers inline.
 *
 * <p>An append writes the message into the last segment: no object per message, and no copy but the
 * message's own. A message is dropped by moving {@code first} past it; its bytes go with their
 * segment, once nothing in that is kept. Appends are durable when they are committed, since memory
 * has nothing to wait for, and are read from then on.
 *
 * <p>Timestamps are expected not to decrease: lookup by time is a binary search, and expiry ends at
 * the first message that stays.
 */
public final class SegmentedLog implements ChannelLog {
    private final String channel;
    private final ChannelLimits limits;
    private final ShardExecutor owner;
    private final LogListener listener;
    private final SegmentChain segments;
    private final LimitsWarning warning;

    private long first;
    private long last;
    private long appended;
    private long durable;
    private long messageCount;
    private long byteCount;
    private long lastTimestampEpochNanos;
    private boolean released;

    /**
     * @param limits the limits; the owner enforces the age with {@link #removeOlderThan}
     * @param listener learns from {@link #commit} which messages are durable
     */
    public SegmentedLog(
            String channel,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            SegmentSpace space) {
        this(channel, limits, owner, listener, space, 0, 0);
    }

    /**
     * Begins without messages where an earlier log of the channel has ended.
     *
     * @param lastSequence that log's last; 0 if there was none
     * @param lastTimestampEpochNanos a floor for the next
     */
    public SegmentedLog(
            String channel,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            SegmentSpace space,
            long lastSequence,
            long lastTimestampEpochNanos) {
        this.channel = channel;
        this.limits = limits;
        this.owner = owner;
        this.listener = listener;
        this.segments = new SegmentChain(space);
        this.warning = new LimitsWarning(channel, limits);
        this.first = lastSequence + 1;
        this.last = lastSequence;
        this.appended = lastSequence;
        this.durable = lastSequence;
        this.lastTimestampEpochNanos = lastTimestampEpochNanos;
    }

    @Override
    public long firstSequence() {
        return last == 0 ? 0 : first;
    }

    @Override
    public long lastSequence() {
        return last;
    }

    @Override
    public long messageCount() {
        return messageCount;
    }

    @Override
    public long byteCount() {
        return byteCount;
    }

    @Override
    public long firstTimestampEpochNanos() {
        return first > last ? Long.MAX_VALUE : segments.segmentOf(first).timestamp(first);
    }

    @Override
    public long lastTimestampEpochNanos() {
        return lastTimestampEpochNanos;
    }

    /** Returns the memory that the log holds, used or not. */
    long heldBytes() {
        return segments.heldBytes();
    }

    @Override
    public void append(LogEntry message) {
        assert owner.isCurrent();
        requireNext(message.sequence());
        int messageBytes = message.encodedLength();
        Segment tail = segments.tail();
        if (tail != null && tail.endSequence() == last + 1 && tail.hasRoomFor(messageBytes)) {
            tail.append(message, messageBytes);
        } else {
            appendToNewSegment(message, messageBytes);
        }
        last++;
        appended = last;
        messageCount++;
        byteCount += messageBytes;
        lastTimestampEpochNanos = message.timestampEpochNanos();
        if (isOverLimits()) {
            makeRoom();
        }
    }

    private void requireNext(long sequence) {
        if (sequence != last + 1) {
            throw new IllegalArgumentException(
                    "sequence for %s: %d (expected: %d)".formatted(channel, sequence, last + 1));
        }
        if (released) {
            throw new IllegalStateException("channel %s is deleted".formatted(channel));
        }
    }

    /** A hole costs the rest of the last segment: the next message begins one of its own. */
    @Override
    public void skipTo(long nextSequence) {
        assert owner.isCurrent();
        if (nextSequence <= last) {
            throw new IllegalArgumentException(
                    "skip to in %s: %d (expected: at least %d)"
                            .formatted(channel, nextSequence, last + 1));
        }
        last = nextSequence - 1;
        if (messageCount == 0) {
            first = nextSequence;
        }
    }

    private void appendToNewSegment(LogEntry message, int messageBytes) {
        int capacity = SegmentSize.next(segments.heldBytes(), Segment.messageSpace(messageBytes));
        Segment segment = newSegment(capacity, messageBytes);
        try {
            segment.append(message, messageBytes);
        } catch (RuntimeException e) {
            segments.discard(segment);
            throw e;
        }
        segments.add(segment);
    }

    private Segment newSegment(int capacity, int messageBytes) {
        try {
            return segments.create(capacity, last + 1);
        } catch (OutOfMemoryError e) {
            throw full(capacity, messageBytes, e);
        }
    }

    private StoreException full(int capacity, int messageBytes, OutOfMemoryError cause) {
        return new StoreException(
                StoreException.Kind.FULL,
                "append",
                channel,
                ("no memory for a segment of %d bytes, for a message of %d; the channel keeps %d"
                                + " messages of %d bytes, in %d. Lower max_bytes, or raise the"
                                + " direct memory of the JVM (-XX:MaxDirectMemorySize)")
                        .formatted(capacity, messageBytes, messageCount(), byteCount, heldBytes()),
                cause);
    }

    private boolean isOverLimits() {
        return messageCount() > 1
                && ((limits.maxMessages() > 0 && messageCount() > limits.maxMessages())
                        || (limits.maxBytes() > 0 && byteCount > limits.maxBytes()));
    }

    private void makeRoom() {
        do {
            if (dropFirst(segments.headOrThrow())) {
                segments.reuseHead();
                first = firstKept();
            }
            warning.dropped(messageCount(), byteCount);
        } while (isOverLimits());
    }

    /** Returns whether nothing in the segment is kept any more. */
    private boolean dropFirst(Segment head) {
        byteCount -= head.drop(first);
        messageCount--;
        first++;
        return first == head.endSequence();
    }

    /** Returns where the log begins when its first segment, if there is one, is whole. */
    private long firstKept() {
        return segments.tail() == null ? last + 1 : segments.headOrThrow().baseSequence();
    }

    /** Drops a segment at once where it can: of a big channel, most may grow too old together. */
    private void dropBefore(long sequence) {
        if (first < sequence) {
            segments.freeSpare(); // dropped messages are not replaced at the same pace here
        }
        while (first < sequence) {
            Segment head = segments.headOrThrow();
            if (head.endSequence() <= sequence) {
                byteCount -= head.keptBytes();
                messageCount -= head.endSequence() - first;
                segments.freeHead();
                first = firstKept();
            } else {
                dropFirst(head);
            }
        }
    }

    @Override
    public void removeOlderThan(long epochNanos) {
        assert owner.isCurrent();
        dropBefore(firstNotBefore(epochNanos));
    }

    @Override
    public void removeUpTo(long sequence, Outcome<Outcome.Done> outcome) {
        assert owner.isCurrent();
        dropBefore(Math.min(sequence, durable) + 1);
        outcome.succeeded(Outcome.Done.DONE);
    }

    @Override
    public void commit() {
        assert owner.isCurrent();
        if (durable < appended) {
            durable = appended;
            listener.onDurable(appended);
        }
    }

    /**
     * Reads inline, directly from the segments. The caller may change the log during its calls:
     * removed messages are skipped, and committed ones are read too.
     */
    @Override
    public void read(long fromSequence, int maxMessages, LogReader reader) {
        assert owner.isCurrent();
        long next = Math.max(fromSequence, first);
        Segment segment = null;
        boolean wanted = true;
        int taken = 0;
        while (wanted && taken < maxMessages && next <= durable) {
            segment = segmentOf(next, segment);
            if (segment.contains(next)) {
                wanted = hand(next, segment, reader);
                taken++;
                next = Math.max(next + 1, first);
            } else {
                next = segment.baseSequence(); // there are none before it
            }
        }
        reader.onEnd(next);
    }

    /** Stays in a segment as long as possible; one that was freed has no sequence that is kept. */
    private Segment segmentOf(long sequence, @Nullable Segment previous) {
        return previous != null && previous.contains(sequence)
                ? previous
                : segments.segmentOf(sequence);
    }

    private static boolean hand(long sequence, Segment segment, LogReader reader) {
        return reader.onMessage(
                sequence,
                segment.timestamp(sequence),
                segment.bytes(),
                segment.messageIndex(sequence),
                segment.messageBytes(sequence));
    }

    @Override
    public void sequenceAt(long epochNanos, Outcome<Long> outcome) {
        assert owner.isCurrent();
        outcome.succeeded(firstNotBefore(epochNanos));
    }

    private long firstNotBefore(long epochNanos) {
        long found = segments.sequenceAt(epochNanos);
        return found == 0 ? last + 1 : Math.max(found, first);
    }

    /**
     * Gives all memory back; the log is empty for good. For the owner, or for anyone once the owner
     * has stopped. Idempotent.
     */
    public void release() {
        released = true;
        dropBefore(last + 1);
        segments.freeSpare();
    }
}
