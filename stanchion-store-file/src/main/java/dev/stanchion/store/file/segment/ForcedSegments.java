package dev.stanchion.store.file.segment;

import java.util.ArrayList;
import java.util.List;

/**
 * The content of a channel's segments that is certainly on the disk and was not recorded elsewhere
 * yet. For one thread at a time.
 */
public final class ForcedSegments {
    private final long channel;
    private final List<SegmentInfo> nameless = new ArrayList<>();
    private final List<SegmentNote> unnoted = new ArrayList<>();

    ForcedSegments(long channel) {
        this.channel = channel;
    }

    /** The content of a segment is on the disk; its name may not be. */
    void forced(SegmentInfo info) {
        nameless.add(info);
    }

    /** The names of all are on the disk, too. */
    void namesAreSafe() {
        nameless.forEach(this::safe);
        nameless.clear();
    }

    /** A segment is on the disk with its name, and should be missed from now on. */
    void safe(SegmentInfo info) {
        if (info.messageCount() > 0) { // else a first write to it has failed
            unnoted.add(SegmentNote.of(channel, info));
        }
    }

    /** Returns whether there is something to record. */
    public boolean isEmpty() {
        return unnoted.isEmpty();
    }

    /** Returns the content to record since the last call. */
    public List<SegmentNote> takeAll() {
        List<SegmentNote> all = List.copyOf(unnoted);
        unnoted.clear();
        return all;
    }
}
