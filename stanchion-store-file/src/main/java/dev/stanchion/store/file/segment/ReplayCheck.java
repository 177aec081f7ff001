package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.log.RecordLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds a channel's messages in the commit log, and the unreadable ones among them. */
public final class ReplayCheck implements ReplaySource.Target {
    private static final int READ_AHEAD_BYTES = 64 * 1024;

    private final SequenceRanges inSegments;
    private final SequenceRanges sequences = new SequenceRanges();
    private final List<Stretch> damages = new ArrayList<>();
    private long nextSequence;
    private long messageBytes;
    private long keptFrom;

    /**
     * A part of a file that cannot be read.
     *
     * @param first the sequence that was to come there
     * @param last the one before the next that can be read; that of {@code first} if none can
     */
    public record Stretch(Path path, long from, long to, long first, long last) {}

    /**
     * @param inSegments the sequences that are in segments already
     * @param firstSequence the sequence with which the commit log should begin
     */
    public ReplayCheck(SequenceRanges inSegments, long firstSequence) {
        this.inSegments = inSegments;
        this.nextSequence = firstSequence;
    }

    @Override
    public void run(Path path, DiskFile file, long offset, int bytes, long runKeptFrom)
            throws IOException {
        long end = offset + bytes;
        FileWindow window = new FileWindow(file, end, Math.min(bytes, READ_AHEAD_BYTES));
        int before = damages.size();
        long at = offset;
        while (at < end) {
            if (window.isRecord(at)) {
                int length = window.intAt(at);
                take(window.message().sequence(), length);
                at += RecordLayout.recordBytes(length);
            } else {
                long next = window.nextRecord(at + 1);
                long last = next < 0 ? nextSequence : window.message().sequence() - 1;
                long to = next < 0 ? end : next;
                damages.add(new Stretch(path, at, to, Math.min(nextSequence, last), last));
                at = to;
            }
        }
        if (damages.size() == before) {
            keptFrom = Math.max(keptFrom, runKeptFrom);
        }
    }

    private void take(long sequence, int length) {
        nextSequence = sequence + 1;
        if (sequences.count(sequence, sequence) == 0 && inSegments.count(sequence, sequence) == 0) {
            messageBytes += length;
        }
        sequences.add(sequence);
    }

    /** Returns all that can be read. */
    public SequenceRanges sequences() {
        return sequences;
    }

    public List<Stretch> damages() {
        return List.copyOf(damages);
    }

    /** Returns the size of those messages that are in no segment. */
    public long messageBytes() {
        return messageBytes;
    }

    /** Returns the first sequence that the channel's limits had kept, as far as it is said here. */
    public long keptFrom() {
        return keptFrom;
    }
}
