package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.log.RecordLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills gaps between a channel's segments, and before the first, with messages of the commit log: a
 * segment was deleted, or cut short, before the commit log could forget it. For one thread.
 */
final class GapRefill {
    private static final int READ_AHEAD_BYTES = 64 * 1024;

    private final ChannelFiles files;
    private final ReplaySource replay;

    private record Gap(long first, long last) {}

    GapRefill(ChannelFiles files, ReplaySource replay) {
        this.files = files;
        this.replay = replay;
    }

    /**
     * Fills the gaps as far as possible.
     *
     * @param keptFrom messages before that are not kept
     * @return all segments, in order
     */
    List<SegmentInfo> fill(List<SegmentInfo> segments, long keptFrom) throws IOException {
        List<Gap> gaps = gaps(segments, Math.max(1, keptFrom));
        if (gaps.isEmpty()) {
            return segments;
        }
        Committed committed = new Committed();
        replay.forEach(committed);
        List<SegmentInfo> all = new ArrayList<>();
        int next = 0;
        for (Gap gap : gaps) {
            while (segments.get(next).lastSequence() < gap.first()) {
                all.add(segments.get(next++));
            }
            if (committed.sequences.count(gap.first(), gap.last()) > 0) {
                all.addAll(files.fill(gap.first(), gap.last(), replay));
            }
        }
        all.addAll(segments.subList(next, segments.size()));
        return all;
    }

    private List<Gap> gaps(List<SegmentInfo> segments, long keptFrom) {
        List<Gap> gaps = new ArrayList<>();
        long next = keptFrom;
        for (SegmentInfo info : segments) {
            if (info.firstSequence() > next && info.firstSequence() > replay.firstSequence()) {
                gaps.add(new Gap(next, info.firstSequence() - 1));
            }
            next = Math.max(next, info.lastSequence() + 1);
        }
        return gaps;
    }

    /** Collects the existing segments. */
    private static final class Committed implements ReplaySource.Target {
        private final SequenceRanges sequences = new SequenceRanges();
        private @Nullable FileWindow window;

        @Override
        public void run(Path path, DiskFile file, long offset, int bytes, long keptFrom)
                throws IOException {
            FileWindow current = window;
            if (current == null) {
                current = new FileWindow(file, 0, READ_AHEAD_BYTES);
                window = current;
            }
            long end = offset + bytes;
            current.moveTo(file, end, Math.min(bytes, READ_AHEAD_BYTES));
            long at = offset;
            while (at >= 0 && at < end) {
                if (current.isRecord(at)) {
                    sequences.add(current.message().sequence());
                    at += RecordLayout.recordBytes(current.intAt(at));
                } else {
                    at = current.nextRecord(at + 1);
                }
            }
        }
    }
}
