package dev.stanchion.store.file.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Some of a channel's messages in order, on their way from memory to files. Their bytes stay where
 * the log has them: the memory is kept until the run is released. Goes from one owner to the next.
 */
public final class MessageRun {
    private final long channel;
    private final long keptFrom;
    private final long lastSequence;
    private final List<Piece> pieces = new ArrayList<>(1);
    private int messageCount;
    private int recordBytes;
    private long commitFile;

    /**
     * @param channel the channel's number
     * @param keptFrom the first sequence that the channel keeps
     * @param lastSequence of the run, even if that message is not kept and so not in it
     */
    public MessageRun(long channel, long keptFrom, long lastSequence) {
        this.channel = channel;
        this.keptFrom = keptFrom;
        this.lastSequence = lastSequence;
    }

    /** Messages with consecutive sequences in one piece of memory. */
    public record Piece(Segment segment, long from, long to) {}

    /** Adds messages behind those that are in the run, and keeps their memory. */
    public void add(Segment segment, long from, long to) {
        segment.bytes().retain();
        pieces.add(new Piece(segment, from, to));
        messageCount += (int) (to - from + 1);
        recordBytes += segment.recordBytes(from, to);
    }

    public long channel() {
        return channel;
    }

    public long keptFrom() {
        return keptFrom;
    }

    public List<Piece> pieces() {
        return pieces;
    }

    public int messageCount() {
        return messageCount;
    }

    /** Returns the size of the records, headers included. */
    public int recordBytes() {
        return recordBytes;
    }

    /** Returns the size of the messages. */
    public long messageBytes() {
        return recordBytes - (long) messageCount * RecordLayout.HEADER_BYTES;
    }

    public long firstSequence() {
        return pieces.isEmpty() ? lastSequence + 1 : pieces.get(0).from();
    }

    public long lastSequence() {
        return lastSequence;
    }

    /** Returns the number of the commit log's file that the run is in. */
    public long commitFile() {
        return commitFile;
    }

    public void committedIn(long fileNumber) {
        commitFile = fileNumber;
    }

    /** Adds views of all records to a gathering write. */
    public void addTo(List<ByteBuffer> sources) {
        for (Piece piece : pieces) {
            sources.add(piece.segment().records(piece.from(), piece.to()));
        }
    }

    /** Lets go of the memory; the run is not used any more. */
    public void release() {
        pieces.forEach(piece -> piece.segment().bytes().release());
        pieces.clear();
    }
}
