package dev.stanchion.store.file.catalog;

import dev.stanchion.store.file.commit.Checkpoint;
import dev.stanchion.store.file.segment.SegmentNote;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The catalog's records of a channel. Owned by the keeper. */
final class ChannelEntry {
    private final long number;
    private final String name;
    private final TreeMap<Long, ByteBuffer> subscriptions = new TreeMap<>();
    private long highestSubscriptionId;
    private Checkpoint.Mark mark;
    private boolean isMarked;
    private List<SegmentNote> segments = List.of();

    ChannelEntry(long number, String name, long highestSubscriptionId) {
        this.number = number;
        this.name = name;
        this.highestSubscriptionId = highestSubscriptionId;
        this.mark = new Checkpoint.Mark(number, 0, 0, 0);
    }

    long number() {
        return number;
    }

    String name() {
        return name;
    }

    long highestSubscriptionId() {
        return highestSubscriptionId;
    }

    Checkpoint.Mark mark() {
        return mark;
    }

    boolean isMarked() {
        return isMarked;
    }

    /** Returns the encoded record of each subscription, by its ID. */
    Map<Long, ByteBuffer> subscriptions() {
        return subscriptions;
    }

    void put(long id, ByteBuffer body) {
        used(id);
        subscriptions.put(id, body);
    }

    void remove(long id) {
        used(id);
        subscriptions.remove(id);
    }

    private void used(long id) {
        highestSubscriptionId = Math.max(highestSubscriptionId, id);
    }

    /** Marks are recorded by several, in no particular order: nothing ever goes back. */
    void advance(Checkpoint.Mark to) {
        isMarked = true;
        mark =
                new Checkpoint.Mark(
                        number,
                        Math.max(mark.keptFrom(), to.keptFrom()),
                        Math.max(mark.lastSequence(), to.lastSequence()),
                        Math.max(mark.lastTimestampEpochNanos(), to.lastTimestampEpochNanos()));
        int gone = 0;
        while (gone < segments.size() && isGone(segments.get(gone))) {
            gone++;
        }
        if (gone > 0) {
            segments = new ArrayList<>(segments.subList(gone, segments.size()));
        }
    }

    /** Nothing of it is kept, so it is deleted or will be. */
    private boolean isGone(SegmentNote note) {
        return note.messageCount() == 0 || note.lastSequence() < mark.keptFrom();
    }

    /** Returns the segments of the channel that must exist, in order. */
    List<SegmentNote> segments() {
        return segments;
    }

    void note(SegmentNote note) {
        if (segments.isEmpty()) {
            segments = new ArrayList<>(1);
        }
        int at = segments.size();
        while (at > 0 && segments.get(at - 1).baseSequence() >= note.baseSequence()) {
            at--;
        }
        if (at < segments.size() && segments.get(at).baseSequence() == note.baseSequence()) {
            segments.remove(at);
        }
        if (!isGone(note)) {
            segments.add(at, note);
        }
    }
}
