package dev.stanchion.store.file.channel;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.segment.LoadedChannel;
import dev.stanchion.store.file.segment.SegmentInfo;
import dev.stanchion.store.file.segment.UnwrittenMessage;
import java.util.List;

/**
 * The messages that a channel keeps: their places, the first and the last of them, and their
 * number. Owned by the channel's shard.
 *
 * <p>Messages are counted from the opening of the channel on, including those that were there at
 * that time. The number of kept messages is the difference of two counts: all messages, and the
 * dropped ones. So nothing is counted again when messages move from memory to files.
 */
final class KeptMessages {
    private final String name;
    private final ShardPart part;
    private final HotTail hot;
    private final ColdSegments cold = new ColdSegments();

    private long first;
    private long last;
    private long appended;
    private long totalMessages;
    private long totalBytes;
    private long droppedMessages;
    private long droppedBytes;
    private long lastTimestampEpochNanos;

    /**
     * @param name the channel's name, for errors
     * @param lastSequence the last sequence that the channel has given
     */
    KeptMessages(String name, ShardPart part, long lastSequence, long lastTimestampEpochNanos) {
        this.name = name;
        this.part = part;
        this.hot = new HotTail(part.memory(), part.checksum(), part.held()::remove);
        this.last = lastSequence;
        this.appended = lastSequence;
        this.lastTimestampEpochNanos = lastTimestampEpochNanos;
    }

    /**
     * Takes over the content of the channel's files.
     *
     * @param unneeded gets the segments in which nothing is kept
     * @throws StoreException if there is no memory for the messages that no segment has room for
     */
    void load(LoadedChannel loaded, List<SegmentInfo> unneeded) {
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
            load(loaded.rest(), loaded.keptFrom());
        } catch (StoreException e) {
            hot.freeAll();
            throw e;
        }
    }

    /**
     * Takes the messages that no segment has room for into memory, where they were when they were
     * committed.
     */
    private void load(LoadedChannel.Rest rest, long keptFrom) {
        for (UnwrittenMessage message : rest.messages()) {
            if (message.sequence() >= keptFrom) {
                take(message);
                lastTimestampEpochNanos =
                        Math.max(lastTimestampEpochNanos, message.timestampEpochNanos());
                appended = message.sequence();
            }
        }
        if (!hot.isEmpty()) {
            first = Math.min(first, hot.firstSequence());
        }
    }

    HotTail hot() {
        return hot;
    }

    ColdSegments cold() {
        return cold;
    }

    /** Returns the first sequence that is kept; the one behind the last if no message is. */
    long first() {
        return first;
    }

    /** Returns the last sequence that the channel has given, to a message or by a skip. */
    long last() {
        return last;
    }

    /** Returns the sequence of the last message. */
    long appended() {
        return appended;
    }

    /** Returns where the log begins, but not behind a skip: nothing may ever follow that. */
    long begins() {
        return Math.min(first, appended + 1);
    }

    long messageCount() {
        return totalMessages - droppedMessages;
    }

    long byteCount() {
        return totalBytes - droppedBytes;
    }

    long droppedMessages() {
        return droppedMessages;
    }

    long droppedBytes() {
        return droppedBytes;
    }

    long lastTimestampEpochNanos() {
        return lastTimestampEpochNanos;
    }

    /** Returns whether the first message is in memory, or none is kept. */
    boolean startsInMemory() {
        return first >= hot.firstSequence();
    }

    /**
     * Returns whether the first message that is not before a time is in memory, if there is one.
     */
    boolean hasInMemory(long epochNanos) {
        return startsInMemory() || (!hot.isEmpty() && hot.firstTimestamp() < epochNanos);
    }

    /**
     * Appends the next message.
     *
     * @throws StoreException if there is no memory for it
     */
    void append(LogEntry message) {
        take(message);
        last++;
        appended = last;
        lastTimestampEpochNanos = message.timestampEpochNanos();
    }

    private void take(LogEntry message) {
        int messageBytes = message.encodedLength();
        if (hot.hasRoomFor(message.sequence(), messageBytes)) {
            hot.append(message, messageBytes);
        } else {
            appendToNew(message, messageBytes);
        }
        totalMessages++;
        totalBytes += messageBytes;
    }

    private void appendToNew(LogEntry message, int messageBytes) {
        int capacity = hot.nextCapacity(messageBytes);
        TailMemory memory = part.memory();
        part.held().makeRoomFor(capacity);
        if (!memory.hasRoomFor(capacity)) {
            memory.refused();
            throw new StoreException(
                    StoreException.Kind.BUSY,
                    "append",
                    name,
                    ("%d bytes of messages wait to be written, and there is memory for %d; the disk"
                                    + " is slower than the publishers. Try it again")
                            .formatted(memory.heldBytes(), memory.maxBytes()));
        }
        try {
            part.held()
                    .add(
                            hot.appendToNew(
                                    message, messageBytes, capacity, totalMessages, totalBytes),
                            this);
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

    /** Gives no message the sequences up to the next one. */
    void skipTo(long nextSequence) {
        last = nextSequence - 1;
        if (messageCount() == 0) {
            first = nextSequence;
        }
    }

    /** Drops the first message, which is in memory. */
    void dropFirstInMemory() {
        HotTail.Piece piece = hot.pieceOf(first);
        dropInMemoryBefore(Math.max(first, piece.segment().baseSequence()) + 1);
    }

    /** Drops the messages that are before a time, where that includes all in files. */
    void dropInMemoryOlderThan(long epochNanos) {
        long kept = hot.sequenceAt(epochNanos);
        dropInMemoryBefore(kept == 0 ? appended + 1 : Math.max(kept, first));
    }

    /** Drops the messages before a sequence, where that includes all in files. */
    void dropInMemoryBefore(long sequence) {
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

    /** Drops all messages that are in files only. */
    void dropAllCold() {
        if (hot.isEmpty()) {
            dropAll();
        } else {
            HotTail.Piece piece = hot.pieceOf(hot.firstSequence());
            droppedBefore(
                    piece.segment().baseSequence(), piece.messagesBefore(), piece.bytesBefore());
        }
    }

    /** Drops messages in files, up to and without the given one. */
    void droppedBefore(long sequence, long messages, long bytes) {
        first = sequence;
        droppedMessages = Math.max(droppedMessages, messages);
        droppedBytes = Math.max(droppedBytes, bytes);
    }

    /**
     * Frees the memory of dropped messages.
     *
     * @param unneeded gets the segments in which nothing is kept any more
     */
    void freeDropped(List<SegmentInfo> unneeded) {
        hot.freeBefore(first);
        while (!cold.isEmpty() && cold.head().info().lastSequence() < first) {
            unneeded.add(cold.removeHead().info());
        }
    }

    /** Forgets all messages behind the last durable one, because they were lost. */
    void cutBehind(long durable) {
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
        appended = durable;
        assert totalMessages <= lostMessages;
    }

    /** Records a segment in which messages can be read from now on. */
    void written(SegmentInfo info) {
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

    /** Returns whether all messages of a piece are in files. Then those before it are, too. */
    boolean hasInFiles(HotTail.Piece piece) {
        return piece.segment().endSequence() - 1 <= cold.lastSequence();
    }

    /** Frees the oldest piece, which is in files. */
    void freeFirst() {
        hot.freeFirst();
    }

    /** Gives all memory back. Idempotent. */
    void release() {
        hot.freeAll();
    }
}
