package dev.stanchion.store.file.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the recorded content of a channel's segments with the files. For one thread. */
final class NotedSegments {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelLoader.class);

    private final List<SegmentNote> notes;
    private final long keptFrom;

    /**
     * @param keptFrom messages before that may be gone
     */
    NotedSegments(List<SegmentNote> notes, long keptFrom) {
        this.notes = notes;
        this.keptFrom = keptFrom;
    }

    /** Returns the sequences from which on there should be a file, and is none. */
    List<Long> missing(Set<Long> baseSequences) {
        return notes.stream()
                .filter(note -> note.lastSequence() >= keptFrom)
                .map(SegmentNote::baseSequence)
                .filter(base -> !baseSequences.contains(base))
                .toList();
    }

    /** Reports lost messages; a repair of the directory records them. */
    void tellLosses(ChannelFiles files, List<SegmentInfo> found, SegmentReads reads)
            throws IOException {
        Map<Long, SegmentInfo> byBase = new HashMap<>();
        for (SegmentInfo info : found) {
            byBase.put(SegmentName.baseSequence(info.path()), info);
        }
        for (SegmentNote note : notes) {
            if (note.lastSequence() < keptFrom) {
                continue;
            }
            SegmentInfo own = byBase.get(note.baseSequence());
            long lost = isWhole(note, own) ? 0 : lost(note, own != null, found, reads);
            if (lost > 0) {
                Path path = ChannelFiles.segmentPath(files.directory(), note.baseSequence());
                LOG.error(
                        "{} {}: {} of the messages {} to {} are lost. Restore the file from a copy,"
                                + " or run 'stanchion repair', which takes note of the loss",
                        path,
                        own == null ? "is missing" : "has fewer messages than it had",
                        lost,
                        Math.max(keptFrom, note.baseSequence()),
                        note.lastSequence());
            }
        }
    }

    /** Later messages of the segment must not stand in for lost ones. */
    private static boolean isWhole(SegmentNote note, @Nullable SegmentInfo own) {
        return own != null
                && own.lastSequence() >= note.lastSequence()
                && own.messageCount() - (own.lastSequence() - note.lastSequence())
                        >= note.messageCount();
    }

    /** The messages of a segment may have moved to another one. */
    private long lost(
            SegmentNote note, boolean isThere, List<SegmentInfo> found, SegmentReads reads)
            throws IOException {
        long from = isThere ? note.baseSequence() : Math.max(keptFrom, note.baseSequence());
        long count = 0;
        for (SegmentInfo info : found) {
            if (info.lastSequence() >= from && info.firstSequence() <= note.lastSequence()) {
                count += before(note.lastSequence() + 1, info, reads) - before(from, info, reads);
            }
        }
        return note.leastFrom(from) - count;
    }

    private static long before(long sequence, SegmentInfo info, SegmentReads reads)
            throws IOException {
        if (sequence <= info.firstSequence()) {
            return 0;
        }
        return sequence > info.lastSequence()
                ? info.messageCount()
                : reads.positionOf(info, sequence).messagesBefore();
    }

    /** Returns those segments that have ended, of which less is noted than they have. */
    List<SegmentInfo> unnoted(List<SegmentInfo> found) {
        Map<Long, Long> lastByBase = new HashMap<>();
        notes.forEach(note -> lastByBase.put(note.baseSequence(), note.lastSequence()));
        return found.stream()
                .filter(info ->
                        info.index() == null
                                && info.lastSequence()
                                        > lastByBase.getOrDefault(
                                                SegmentName.baseSequence(info.path()), 0L))
                .toList();
    }
}
