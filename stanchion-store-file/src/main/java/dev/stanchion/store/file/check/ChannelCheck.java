package dev.stanchion.store.file.check;

import dev.stanchion.store.file.catalog.KnownChannel;
import dev.stanchion.store.file.check.Finding.Severity;
import dev.stanchion.store.file.commit.Replay;
import dev.stanchion.store.file.segment.ReplayCheck;
import dev.stanchion.store.file.segment.SegmentCheck;
import dev.stanchion.store.file.segment.SegmentNote;
import dev.stanchion.store.file.segment.SequenceRanges;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares the files of a channel with the records about it. For one thread. */
final class ChannelCheck {
    private static final String COPY = "restore it from a copy";

    private final KnownChannel known;
    private final List<SegmentCheck> segments;
    private final Findings findings;
    private final List<ChannelLoss> losses = new ArrayList<>();
    private final Map<Long, SegmentCheck> byBase = new HashMap<>();
    private final SequenceRanges inSegments = new SequenceRanges();
    private final SequenceRanges present = new SequenceRanges();
    private final ReplayCheck committed;
    private long keptFrom;

    /**
     * @param own the segments in the channel's directory
     * @param astray its segments in other directories
     * @param replay its messages in the commit log; null if there are none
     */
    ChannelCheck(
            KnownChannel known,
            List<SegmentCheck> own,
            List<SegmentCheck> astray,
            @Nullable Replay replay,
            Findings findings)
            throws IOException {
        this.known = known;
        this.findings = findings;
        segments = new ArrayList<>(own);
        own.forEach(each -> byBase.put(each.baseSequence(), each));
        for (SegmentCheck each : astray) {
            if (byBase.putIfAbsent(each.baseSequence(), each) == null) {
                segments.add(each);
            }
        }
        segments.sort(Comparator.comparingLong(SegmentCheck::baseSequence));
        segments.forEach(each -> inSegments.addAll(each.sequences()));
        long first = replay == null ? 0 : replay.firstSequence();
        committed = new ReplayCheck(inSegments, first);
        if (replay != null) {
            replay.forEach(committed);
        }
        present.addAll(inSegments);
        present.addAll(committed.sequences());
        keptFrom = Math.max(known.mark().keptFrom(), committed.keptFrom());
    }

    /** Reports the missing ones of the segments that should be in a directory. */
    void compare(Path directory) {
        committed.damages().forEach(this::note);
        for (SegmentNote note : known.segments()) {
            compare(note, directory);
        }
    }

    /**
     * Reports segments that look cut, in a store of an earlier version, which recorded no segments.
     */
    void noteCutSegments() {
        for (int i = 0; i + 1 < segments.size(); i++) {
            noteIfCut(segments.get(i), segments.get(i + 1));
        }
    }

    private void note(ReplayCheck.Stretch damage) {
        boolean isElsewhere =
                damage.last() < keptFrom
                        || present.count(damage.first(), damage.last())
                                == damage.last() - damage.first() + 1;
        findings.note(
                isElsewhere ? Severity.HARMLESS : Severity.DAMAGE,
                damage.path(),
                damage.from(),
                isElsewhere
                        ? "it is damaged up to offset %d; the messages are also elsewhere"
                                .formatted(damage.to())
                        : "it is damaged up to offset %d: message %d of channel %s cannot be read"
                                .formatted(damage.to(), damage.first(), known.name()),
                isElsewhere
                        ? "nothing"
                        : "restore the whole directory from a copy if you need the messages; the"
                                + " next start uses everything that can be read");
    }

    private void compare(SegmentNote note, Path directory) {
        if (note.lastSequence() < keptFrom) {
            return;
        }
        SegmentCheck own = byBase.get(note.baseSequence());
        long from = own == null ? Math.max(keptFrom, note.baseSequence()) : note.baseSequence();
        long lost = note.leastFrom(from) - present.count(from, note.lastSequence());
        if (lost <= 0) {
            return;
        }
        Path path =
                own == null
                        ? directory.resolve("%020d.seg".formatted(note.baseSequence()))
                        : own.path();
        losses.add(
                new ChannelLoss(
                        path,
                        own == null
                                ? new SegmentNote(
                                        note.channel(), note.baseSequence(), note.lastSequence(), 0)
                                : own.note(note.channel()),
                        lost));
        if (own == null || !own.isDamaged()) { // else its damages are told one by one
            findings.note(
                    Severity.DAMAGE,
                    path,
                    own == null ? 0 : own.dataEnd(),
                    "%s: %d of the messages %d to %d of channel %s are gone"
                            .formatted(
                                    own == null
                                            ? "it is missing"
                                            : "it has fewer messages than it had",
                                    lost,
                                    from,
                                    note.lastSequence(),
                                    known.name()),
                    COPY + ", or run 'stanchion repair', which takes note of the loss");
        }
    }

    /** A segment that ended has a footer, mostly. */
    private void noteIfCut(SegmentCheck segment, SegmentCheck next) {
        long to = next.baseSequence() - 1;
        boolean isKnown = segment.isSealed() || segment.isDamaged() || segment.messageCount() == 0;
        if (isKnown || to < keptFrom) {
            return;
        }
        if (present.count(segment.lastSequence() + 1, to) < to - segment.lastSequence()) {
            findings.note(
                    Severity.DAMAGE,
                    segment.path(),
                    segment.dataEnd(),
                    "it has no end, and messages %d to %d are not there: it was perhaps cut"
                            .formatted(segment.lastSequence() + 1, to),
                    COPY + " if it had more");
        }
    }

    List<ChannelLoss> losses() {
        return losses;
    }

    ChannelSummary summary() {
        long bytes = committed.messageBytes();
        for (SegmentCheck each : segments) {
            bytes += each.messageBytes();
        }
        return new ChannelSummary(
                known.name(),
                known.number(),
                segments.size(),
                present.count(),
                present.count() - inSegments.count(),
                bytes,
                present.first(),
                present.last(),
                known.mark().keptFrom(),
                known.subscriptions().size());
    }
}
