package dev.stanchion.store.file.channel;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.commit.Admission;
import dev.stanchion.store.file.commit.Commit;
import dev.stanchion.store.file.commit.Committing;
import dev.stanchion.store.file.log.LimitsWarning;
import dev.stanchion.store.file.log.MessageRun;
import dev.stanchion.store.file.log.Segment;
import dev.stanchion.store.file.segment.Chunk;
import dev.stanchion.store.file.segment.LoadedChannel;
import dev.stanchion.store.file.segment.SegmentInfo;
import dev.stanchion.store.file.segment.UnwrittenMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel's log, the newest part of which is in memory. Owned by the channel's shard.
 *
 * <pre>
 *   first            hot.first        written       durable    committed     last
 *     |                  |               |             |           |           |
 *     +-- files ---------+---------------+             |           |           |
 *                        +-- memory ------------------------------------------+
 *                                        +-- commit log -----------+
 * </pre>
 *
 * <p>An append writes the message into memory, once. A commit hands what was appended to the
 * committer, which reports it durable; some time later the same bytes are in a segment's file, and
 * from then on memory may let go of them.
 *
 * <p><b>Limits</b> move {@code first}. For that the log must know the size and the time of its
 * oldest messages, which it does while they are in memory; of those in files it knows some thousand
 * in advance ({@link HeadWindow}). Should it run out of these, because much is dropped faster than
 * it can be read, a limit holds a moment later.
 */
public final class FileChannelLog implements ChannelLog, Committing {
    private final String name;
    private final long number;
    private final ChannelLimits limits;
    private final ShardPart part;
    private final LogListener listener;
    private final Admission admission;
    private final Removal removal;
    private final LimitsWarning warning;
    private final HotTail hot;
    private final ColdSegments cold = new ColdSegments();
    private final HeadWindow heads;
    private final List<SegmentInfo> unneeded = new ArrayList<>();
    private final DurableFirst durableFirst;

    private long first;
    private long last;
    private long appended;
    private long committed;
    private long durable;
    private long droppedMessages;
    private long droppedBytes;
    private long totalMessages;
    private long totalBytes;
    private long lastTimestampEpochNanos;
    private long ageCutEpochNanos = Long.MIN_VALUE;
    private int era;
    private boolean isMoveUntold;
    private boolean isReleased;

    /** What becomes of what a log does not keep. */
    public interface Removal {
        /** The log begins later; that may be recorded a little later, too. */
        void moved(FileChannelLog log);

        /** Nothing in these segments is kept. */
        void dropped(FileChannelLog log, List<SegmentInfo> segments);
    }

    /** Where a log begins. */
    public record Start(
            String name,
            long number,
            ChannelLimits limits,
            LogListener listener,
            LoadedChannel loaded,
            long lastSequence,
            long lastTimestampEpochNanos) {}

    public FileChannelLog(Start start, ShardPart part, Admission admission, Removal removal) {
        this.name = start.name();
        this.number = start.number();
        this.limits = start.limits();
        this.part = part;
        this.listener = start.listener();
        this.admission = admission;
        this.removal = removal;
        this.warning = new LimitsWarning(name, limits);
        this.hot = new HotTail(part.memory(), part.checksum());
        this.heads = new HeadWindow(this, part);
        this.last = start.lastSequence();
        this.appended = last;
        this.committed = last;
        this.durable = last;
        this.lastTimestampEpochNanos = start.lastTimestampEpochNanos();
        take(start.loaded());
        this.durableFirst = new DurableFirst(first);
    }

    private void take(LoadedChannel loaded) {
        for (SegmentInfo info : loaded.segments()) {
            lastTimestampEpochNanos =
                    Math.max(lastTimestampEpochNanos, info.lastTimestampEpochNanos());
            if (info.lastSequence() < loaded.keptFrom()) {
                unneeded.add(info);
            } else {
                totalMessages += info.messageCount();
                totalBytes += info.messageBytes();
                cold.put(new ColdSegments.Cold(info, totalMessages, totalBytes));
            }
        }
        droppedMessages = loaded.head().messagesBefore();
        droppedBytes = loaded.head().messageBytesBefore();
        first = cold.isEmpty() ? last + 1 : loaded.keptFrom();
        try {
            take(loaded.rest(), loaded.keptFrom());
        } catch (StoreException e) {
            hot.freeAll();
            throw e;
        }
    }

    /**
     * Takes what no segment has room for into memory, where it was in the run that had committed
     * it.
     *
     * @throws StoreException if there is no memory for it
     */
    private void take(LoadedChannel.Rest rest, long keptFrom) {
        for (UnwrittenMessage message : rest.messages()) {
            if (message.sequence() >= keptFrom) {
                int messageBytes = message.encodedLength();
                if (hot.hasRoomFor(message.sequence(), messageBytes)) {
                    hot.append(message, messageBytes);
                } else {
                    appendToNew(message, messageBytes);
                }
                totalMessages++;
                totalBytes += messageBytes;
                lastTimestampEpochNanos =
                        Math.max(lastTimestampEpochNanos, message.timestampEpochNanos());
                appended = message.sequence();
            }
        }
        if (!hot.isEmpty()) {
            first = Math.min(first, hot.firstSequence());
            committed = appended;
            durable = appended;
        }
    }

    /** Returns what no segment has room for, to be written when there is some; null if nothing. */
    @Nullable MessageRun unwritten(long commitFile) {
        if (hot.isEmpty()) {
            return null;
        }
        MessageRun run = new MessageRun(number, begins(), appended, lastTimestampEpochNanos);
        hot.addTo(run, first, appended);
        run.committedIn(commitFile);
        return run;
    }

    /** Applies the limits to what was found, and answers when that is done. */
    void applyLimits(Runnable done) {
        tellUnneeded();
        heads.whenSettled(done);
        trim();
    }

    String name() {
        return name;
    }

    long number() {
        return number;
    }

    @Override
    public ShardExecutor owner() {
        return part.owner();
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
        return totalMessages - droppedMessages;
    }

    @Override
    public long byteCount() {
        return totalBytes - droppedBytes;
    }

    long durableSequence() {
        return durable;
    }

    HotTail hot() {
        return hot;
    }

    ColdSegments cold() {
        return cold;
    }

    long first() {
        return first;
    }

    /** Returns the first sequence that is kept whatever happens now. */
    long durableFirst() {
        return durableFirst.sequence();
    }

    @Override
    public long lastTimestampEpochNanos() {
        return lastTimestampEpochNanos;
    }

    @Override
    public long firstTimestampEpochNanos() {
        if (messageCount() == 0) {
            return Long.MAX_VALUE;
        }
        if (first >= hot.firstSequence()) {
            Segment segment = hot.pieceOf(first).segment();
            return segment.timestamp(Math.max(first, segment.baseSequence()));
        }
        return heads.firstTimestamp(limits.maxAgeNanos());
    }

    @Override
    public void append(LogEntry message) {
        assert part.owner().isCurrent();
        requireNext(message.sequence());
        StoreException refusal = admission.refusal(name);
        if (refusal != null) {
            throw refusal;
        }
        int messageBytes = message.encodedLength();
        if (hot.hasRoomFor(message.sequence(), messageBytes)) {
            hot.append(message, messageBytes);
        } else {
            appendToNew(message, messageBytes);
        }
        last++;
        appended = last;
        totalMessages++;
        totalBytes += messageBytes;
        lastTimestampEpochNanos = message.timestampEpochNanos();
        if (isOverLimits()) {
            trim();
        }
    }

    private void requireNext(long sequence) {
        if (sequence != last + 1) {
            throw new IllegalArgumentException(
                    "sequence for %s: %d (expected: %d)".formatted(name, sequence, last + 1));
        }
        if (isReleased) {
            throw new IllegalStateException("channel %s is deleted".formatted(name));
        }
    }

    private void appendToNew(LogEntry message, int messageBytes) {
        int capacity = hot.nextCapacity(messageBytes);
        TailMemory memory = part.memory();
        if (memory.isCrowded()) {
            part.makeRoom();
        }
        if (!memory.hasRoomFor(capacity)) {
            throw new StoreException(
                    StoreException.Kind.BUSY,
                    "append",
                    name,
                    ("%d bytes of messages wait to be written, and there is memory for %d; the disk"
                                    + " is slower than the publishers. Try it again")
                            .formatted(memory.heldBytes(), memory.maxBytes()));
        }
        try {
            part.took(
                    this,
                    hot.appendToNew(message, messageBytes, capacity, totalMessages, totalBytes));
        } catch (OutOfMemoryError e) {
            throw new StoreException(
                    StoreException.Kind.BUSY,
                    "append",
                    name,
                    ("the JVM has no direct memory for %d bytes more; lower -file_memory, or raise"
                                    + " -XX:MaxDirectMemorySize")
                            .formatted(capacity),
                    e);
        }
    }

    @Override
    public void skipTo(long nextSequence) {
        assert part.owner().isCurrent();
        if (nextSequence <= last) {
            throw new IllegalArgumentException(
                    "skip to in %s: %d (expected: at least %d)"
                            .formatted(name, nextSequence, last + 1));
        }
        last = nextSequence - 1;
        if (messageCount() == 0) {
            first = nextSequence;
        }
    }

    boolean isOverLimits() {
        return messageCount() > 1
                && ((limits.maxMessages() > 0 && messageCount() > limits.maxMessages())
                        || (limits.maxBytes() > 0 && byteCount() > limits.maxBytes()));
    }

    /** Drops what limits and age want, as far as the oldest messages are known. */
    void trim() {
        long before = first;
        if (isOverLimits()) {
            while (isOverLimits() && dropFirst()) {}
            warning.dropped(messageCount(), byteCount());
        }
        long beforeAge = first;
        dropAged();
        if (first != beforeAge || durable == appended) {
            durableFirst.advance(first);
        } else if (committed == appended) { // else the next commit says it
            durableFirst.committed(appended, first);
        }
        if (first != before) {
            freeUnneeded();
        }
        heads.prepare(isTrimming());
    }

    /** More is known of the oldest messages. */
    void goOnTrimming() {
        long before = first;
        trim();
        isMoveUntold |= first != before; // no commit has said it
        tellMoved();
    }

    private void tellMoved() {
        long begins = begins();
        if (isMoveUntold && durableFirst.sequence() >= begins && durable + 1 >= begins) {
            isMoveUntold = false;
            removal.moved(this);
        }
    }

    /** Tells whether messages are dropped one by one from now on. */
    private boolean isTrimming() {
        return isOverLimits()
                || ageCutEpochNanos != Long.MIN_VALUE
                || (limits.maxMessages() > 0 && messageCount() * 8 > limits.maxMessages() * 7)
                || (limits.maxBytes() > 0 && byteCount() / 7 * 8 > limits.maxBytes());
    }

    /** Drops the oldest message; false if nobody knows yet what that is. */
    private boolean dropFirst() {
        if (first >= hot.firstSequence()) {
            HotTail.Piece piece = hot.pieceOf(first);
            long dropped = Math.max(first, piece.segment().baseSequence());
            dropHotBefore(dropped + 1);
            return true;
        }
        return heads.dropFirst();
    }

    private void dropHotBefore(long sequence) {
        HotTail.Piece piece = hot.pieceOf(Math.min(sequence, appended));
        if (sequence <= appended) {
            long at = Math.max(sequence, piece.segment().baseSequence());
            droppedMessages = piece.messagesBefore(at);
            droppedBytes = piece.bytesBefore(at);
            first = at;
        } else {
            dropAll();
        }
    }

    private void dropAll() {
        droppedMessages = totalMessages;
        droppedBytes = totalBytes;
        first = last + 1;
    }

    /** Messages in files are not kept any more, up to and without the given one. */
    void droppedBefore(long sequence, long messages, long bytes) {
        first = sequence;
        droppedMessages = Math.max(droppedMessages, messages);
        droppedBytes = Math.max(droppedBytes, bytes);
    }

    long droppedMessages() {
        return droppedMessages;
    }

    long droppedBytes() {
        return droppedBytes;
    }

    @Override
    public void removeOlderThan(long epochNanos) {
        assert part.owner().isCurrent();
        long before = first;
        ageCutEpochNanos = Math.max(ageCutEpochNanos, epochNanos);
        trim();
        isMoveUntold |= first != before;
        tellMoved();
    }

    private void dropAged() {
        if (ageCutEpochNanos == Long.MIN_VALUE || messageCount() == 0) {
            ageCutEpochNanos = Long.MIN_VALUE;
            return;
        }
        boolean isInMemory =
                !hot.isEmpty()
                        && (first >= hot.firstSequence()
                                || hot.firstTimestamp() < ageCutEpochNanos);
        if (isInMemory) {
            long kept = hot.sequenceAt(ageCutEpochNanos);
            dropHotBefore(kept == 0 ? appended + 1 : Math.max(kept, first));
            ageCutEpochNanos = Long.MIN_VALUE;
        } else if (heads.dropOlderThan(ageCutEpochNanos)) {
            ageCutEpochNanos = Long.MIN_VALUE;
        }
    }

    /** Everything that is in files is too old. */
    void dropAllCold() {
        if (hot.isEmpty()) {
            dropAll();
        } else {
            HotTail.Piece piece = hot.pieceOf(hot.firstSequence());
            droppedBefore(
                    piece.segment().baseSequence(), piece.messagesBefore(), piece.bytesBefore());
        }
    }

    private void freeUnneeded() {
        hot.freeBefore(first);
        while (!cold.isEmpty() && cold.head().info().lastSequence() < first) {
            unneeded.add(cold.removeHead().info());
        }
        tellUnneeded();
    }

    /** What made room for a message is given up when that message is durable, and not before. */
    private void tellUnneeded() {
        if (unneeded.isEmpty()) {
            return;
        }
        List<SegmentInfo> told = new ArrayList<>(unneeded);
        told.removeIf(info -> info.lastSequence() >= durableFirst.sequence());
        if (!told.isEmpty()) {
            unneeded.removeAll(told);
            removal.dropped(this, told);
        }
    }

    @Override
    public void commit() {
        assert part.owner().isCurrent();
        commitAppended();
    }

    /** Commits what is left, and where the log begins; for anyone, once the owner has stopped. */
    void commitAtEnd() {
        commitAppended();
        if (isMoveUntold && !isReleased) {
            part.commit(
                    new Commit(
                            this,
                            era,
                            new MessageRun(number, begins(), appended, lastTimestampEpochNanos)));
        }
    }

    /** Where the log begins, but not behind a skip, which is forgotten if nothing follows it. */
    private long begins() {
        return Math.min(first, appended + 1);
    }

    private void commitAppended() {
        if (committed < appended && !isReleased) {
            long from = Math.max(committed + 1, first);
            MessageRun run = new MessageRun(number, begins(), appended, lastTimestampEpochNanos);
            hot.addTo(run, from, appended);
            committed = appended;
            durableFirst.committed(appended, begins());
            part.commit(new Commit(this, era, run));
        }
    }

    @Override
    public void onDurable(long sequence) {
        if (!isReleased && sequence > durable) {
            durable = sequence;
            if (durableFirst.reached(sequence)) {
                tellUnneeded();
            }
            tellMoved();
            listener.onDurable(sequence);
        }
    }

    @Override
    public void onLost(int lostEra, StoreException why) {
        if (isReleased || lostEra != era) {
            return;
        }
        era++;
        long lostMessages = totalMessages;
        if (first > durable) {
            totalMessages = droppedMessages;
            totalBytes = droppedBytes;
            first = last + 1;
        } else if (!hot.isEmpty() && durable >= hot.firstSequence()) {
            HotTail.Piece piece = hot.pieceOf(durable);
            totalMessages = piece.messagesBefore(durable) + 1;
            totalBytes = piece.bytesBefore(durable) + piece.segment().messageBytes(durable);
        } else if (!cold.isEmpty()) {
            ColdSegments.Cold end = cold.last();
            totalMessages = end.endMessages();
            totalBytes = end.endBytes();
        }
        hot.cutBehind(durable);
        durableFirst.forgetCommitted();
        appended = durable;
        committed = durable;
        assert totalMessages <= lostMessages;
        listener.onLost(why);
    }

    @Override
    public void onWritten(List<SegmentInfo> changed) {
        if (isReleased) {
            return;
        }
        for (SegmentInfo info : changed) {
            long end = info.lastSequence();
            if (end >= first && end >= hot.firstSequence()) {
                HotTail.Piece piece = hot.pieceOf(end);
                cold.put(
                        new ColdSegments.Cold(
                                info,
                                piece.messagesBefore(end) + 1,
                                piece.bytesBefore(end) + piece.segment().messageBytes(end)));
            } else {
                cold.put(cold.numbered(info, droppedMessages, droppedBytes));
            }
        }
        freeUnneeded();
        part.makeRoom();
    }

    /** Tells whether a piece is the oldest in memory; others are freed later, or were already. */
    @SuppressWarnings("ReferenceEquality") // a piece equals itself only
    boolean hasFirst(HotTail.Piece piece) {
        return hot.first() == piece;
    }

    /** Frees the oldest piece if all of it is in files; tells whether it did. */
    boolean evict(HotTail.Piece piece) {
        if (piece.segment().endSequence() - 1 > cold.lastSequence()) {
            return false;
        }
        hot.freeFirst();
        return true;
    }

    @Override
    public void read(long fromSequence, int maxMessages, LogReader reader) {
        assert part.owner().isCurrent();
        new Reading(this, part, reader, fromSequence, maxMessages).goOn();
    }

    @Override
    public void sequenceAt(long epochNanos, Outcome<Long> outcome) {
        assert part.owner().isCurrent();
        boolean isInMemory =
                first >= hot.firstSequence()
                        || (!hot.isEmpty() && hot.firstTimestamp() < epochNanos);
        SegmentInfo segment = cold.segmentAt(epochNanos);
        if (messageCount() == 0) {
            outcome.succeeded(last + 1);
        } else if (isInMemory) {
            long found = hot.sequenceAt(epochNanos);
            outcome.succeeded(found == 0 ? last + 1 : Math.max(found, first));
        } else if (segment == null) {
            outcome.succeeded(hot.isEmpty() ? last + 1 : hot.firstSequence());
        } else if (segment.firstTimestampEpochNanos() >= epochNanos
                && segment.firstSequence() >= first) {
            outcome.succeeded(segment.firstSequence());
        } else {
            heads.find(segment, epochNanos, outcome);
        }
    }

    boolean isReleased() {
        return isReleased;
    }

    /** Gives all memory back; for the owner, or for anyone once it has stopped. Idempotent. */
    void release() {
        isReleased = true;
        hot.freeAll();
        part.chunks().remove(this);
        part.readAhead().remove(this);
    }

    /** Adds what was read to what the shard has at hand. */
    void keep(Chunk chunk) {
        part.chunks().add(this, chunk);
    }
}
