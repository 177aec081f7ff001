package dev.stanchion.store.file.channel;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.store.file.log.MessageChecksum;
import dev.stanchion.store.file.log.MessageRun;
import dev.stanchion.store.file.log.Segment;
import dev.stanchion.store.file.log.SegmentSize;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A channel's newest messages in memory, in pieces that are filled one after the other. Owned by
 * the channel's shard.
 *
 * <p>Every message has a number, its place among all messages since the channel was opened, and a
 * similar count of bytes. With these numbers, the count of kept messages is a subtraction, wherever
 * they are in memory and files.
 */
final class HotTail {
    private final TailMemory memory;
    private final MessageChecksum checksum;
    private final Consumer<Piece> onFree;
    private final List<Piece> pieces = new ArrayList<>(1);
    private long heldBytes;

    /**
     * A piece of memory.
     *
     * @param messagesBefore the number of its first message
     */
    record Piece(Segment segment, long messagesBefore, long bytesBefore) {
        long messagesBefore(long sequence) {
            return messagesBefore + sequence - segment.baseSequence();
        }

        long bytesBefore(long sequence) {
            return bytesBefore + segment.messageBytesBefore(sequence);
        }
    }

    /**
     * @param onFree gets each piece that is freed, before that
     */
    HotTail(TailMemory memory, MessageChecksum checksum, Consumer<Piece> onFree) {
        this.memory = memory;
        this.checksum = checksum;
        this.onFree = onFree;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Returns the first sequence in memory; {@link Long#MAX_VALUE} if there is none. */
    long firstSequence() {
        return pieces.isEmpty() ? Long.MAX_VALUE : pieces.get(0).segment().baseSequence();
    }

    long firstTimestamp() {
        Segment first = pieces.get(0).segment();
        return first.timestamp(first.baseSequence());
    }

    /** Returns whether a message fits into the last piece, as the next after it. */
    boolean hasRoomFor(long sequence, int messageBytes) {
        if (pieces.isEmpty()) {
            return false;
        }
        Segment last = last().segment();
        return last.endSequence() == sequence && last.hasRoomFor(messageBytes);
    }

    private Piece last() {
        return pieces.get(pieces.size() - 1);
    }

    /** Returns how big the next piece is to be. */
    int nextCapacity(int messageBytes) {
        return SegmentSize.next(heldBytes, Segment.recordSpace(messageBytes));
    }

    void append(LogEntry message, int messageBytes) {
        last().segment().append(message, messageBytes);
    }

    /**
     * Appends a message to a new piece.
     *
     * @return the piece
     */
    Piece appendToNew(LogEntry message, int messageBytes, int capacity, long number, long bytes) {
        Segment segment =
                Segment.ofRecords(memory.allocate(capacity), message.sequence(), checksum);
        try {
            segment.append(message, messageBytes);
        } catch (RuntimeException e) {
            memory.free(segment.bytes());
            throw e;
        }
        Piece piece = new Piece(segment, number, bytes);
        pieces.add(piece);
        heldBytes += capacity;
        return piece;
    }

    /** Returns the piece of a sequence, or the next one if it lies between two; it has one. */
    Piece pieceOf(long sequence) {
        Piece last = last();
        if (sequence >= last.segment().baseSequence()) {
            return last;
        }
        int low = 0;
        int high = pieces.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pieces.get(middle).segment().endSequence() <= sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return pieces.get(low);
    }

    /** Returns the first sequence that is not before a time; 0 if there is none. */
    long sequenceAt(long epochNanos) {
        for (int i = 0; i < pieces.size(); i++) { // few, and most questions are about the last
            Segment segment = pieces.get(i).segment();
            if (segment.timestamp(segment.endSequence() - 1) >= epochNanos) {
                return segment.sequenceAt(epochNanos);
            }
        }
        return 0;
    }

    /** Adds all messages from one sequence to another to a run. */
    void addTo(MessageRun run, long from, long to) {
        for (int i = 0; i < pieces.size(); i++) {
            Segment segment = pieces.get(i).segment();
            long first = Math.max(from, segment.baseSequence());
            long last = Math.min(to, segment.endSequence() - 1);
            if (first <= last) {
                run.add(segment, first, last);
            }
        }
    }

    /** Forgets all messages behind a sequence. */
    void cutBehind(long sequence) {
        while (!pieces.isEmpty() && last().segment().baseSequence() > sequence) {
            free(pieces.remove(pieces.size() - 1));
        }
        if (!pieces.isEmpty()) {
            last().segment().cutBehind(sequence);
        }
    }

    /** Frees all pieces that end before a sequence. */
    void freeBefore(long sequence) {
        while (!pieces.isEmpty() && pieces.get(0).segment().endSequence() <= sequence) {
            free(pieces.remove(0));
        }
    }

    /** Frees the oldest piece, whose messages are in files. */
    void freeFirst() {
        free(pieces.remove(0));
    }

    private void free(Piece piece) {
        onFree.accept(piece);
        heldBytes -= piece.segment().bytes().capacity();
        memory.free(piece.segment().bytes());
    }

    void freeAll() {
        pieces.forEach(this::free);
        pieces.clear();
    }
}
