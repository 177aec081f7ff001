package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.log.MessageRun;
import dev.stanchion.store.file.log.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of one channel's segments, where runs of messages are written behind each other. Runs
 * wait here, in the memory in which they were appended, until there is enough for a big write. For
 * one thread at a time: the one that loads the channel, then the store's writer.
 */
public final class ChannelFiles implements RefillTarget {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelFiles.class);
    private static final int MAX_BUFFERS = 512;
    private static final long NONE = WaitingRuns.NO_FILE;

    private final Disk disk;
    private final Path directory;
    private final long channel;
    private final String name;
    private final SliceRules rules;
    private final Retirement retirement;
    private final WaitingRuns waiting = new WaitingRuns();
    private final List<ByteBuffer> gathered = new ArrayList<>();
    private final List<SegmentInfo> changed = new ArrayList<>();
    private final Map<Path, Long> ends = new HashMap<>();
    private final ForcedSegments forced;
    private long writtenSequence;
    private long unforcedFrom = NONE;
    private long owedUpTo;
    private boolean hasNewNames;
    private boolean isDirectoryNew;
    private @Nullable SegmentWriter tail;

    /**
     * @param directory made when the first segment is; in one that exists
     */
    public ChannelFiles(
            Disk disk,
            Path directory,
            long channel,
            String name,
            SliceRules rules,
            Retirement retirement) {
        this.disk = disk;
        this.directory = directory;
        this.channel = channel;
        this.name = name;
        this.rules = rules;
        this.retirement = retirement;
        this.forced = new ForcedSegments(channel);
    }

    static Path segmentPath(Path directory, long baseSequence) {
        return directory.resolve(SegmentName.of(baseSequence));
    }

    /**
     * Continues behind the existing segments. Their creator was perhaps killed before their names
     * were safe.
     */
    void goOnBehind(long sequence, @Nullable SegmentWriter last) {
        writtenSequence = sequence;
        tail = last;
        hasNewNames = true;
        isDirectoryNew = true;
    }

    public Path directory() {
        return directory;
    }

    public long channel() {
        return channel;
    }

    String name() {
        return name;
    }

    /** Takes a run over; it is released once it is written. */
    public void add(MessageRun run, long nowNanos) {
        waiting.add(run, nowNanos);
    }

    public long waitingBytes() {
        return waiting.bytes();
    }

    public long waitingSinceNanos() {
        return waiting.sinceNanos();
    }

    public boolean hasOpenFile() {
        SegmentWriter current = tail;
        return current != null && current.isOpen();
    }

    /** Returns the first file of the commit log that is needed still; the greatest if none is. */
    public long neededCommitFile() {
        return Math.min(unforcedFrom, waiting.firstCommitFile());
    }

    /**
     * Writes all waiting runs.
     *
     * @return the number of bytes that do not wait any more
     * @throws IOException if the disk fails; runs that could not be written still wait
     */
    public long write() throws IOException {
        long before = waiting.bytes();
        try {
            for (MessageRun run : waiting.runs()) {
                gather(run);
                if (gathered.size() >= MAX_BUFFERS) {
                    flush();
                }
            }
            flush();
        } finally {
            gathered.clear();
            waiting.releaseUpTo(writtenSequence);
        }
        return before - waiting.bytes();
    }

    private void gather(MessageRun run) throws IOException {
        for (MessageRun.Piece piece : run.pieces()) {
            long from = Math.max(piece.from(), writtenSequence + 1);
            for (long next = from; next <= piece.to(); next++) {
                long timestamp = piece.segment().timestamp(next);
                if (tail != null && tail.isFull(rules, timestamp)) {
                    gather(piece.segment(), from, next - 1);
                    flush();
                    roll();
                    from = next;
                }
                tailFrom(next).note(next, timestamp, piece.segment().messageBytes(next));
            }
            gather(piece.segment(), from, piece.to());
        }
    }

    private void gather(Segment segment, long from, long to) {
        if (from <= to) {
            gathered.add(segment.records(from, to));
        }
    }

    private SegmentWriter tailFrom(long sequence) throws IOException {
        SegmentWriter current = tail;
        if (current == null) {
            current = createSegment(sequence);
            tail = current;
        }
        return current;
    }

    private SegmentWriter createSegment(long baseSequence) throws IOException {
        isDirectoryNew = true; // or it may be: one sync of the directory above is cheap
        disk.createDirectory(directory);
        hasNewNames = true;
        return SegmentWriter.create(
                disk,
                segmentPath(directory, baseSequence),
                new SegmentHeader(channel, baseSequence, name));
    }

    private void flush() throws IOException {
        SegmentWriter current = tail;
        if (gathered.isEmpty() || current == null) {
            return;
        }
        unforcedFrom = Math.min(unforcedFrom, waiting.firstCommitFile());
        current.write(gathered);
        gathered.clear();
        writtenSequence = current.lastSequence();
        hasChanged(current.info());
    }

    private void hasChanged(SegmentInfo info) {
        ends.put(info.path(), info.lastSequence());
        int last = changed.size() - 1;
        if (last >= 0 && changed.get(last).path().equals(info.path())) {
            changed.set(last, info);
        } else {
            changed.add(info);
        }
    }

    /** Ends the last segment. Its footer is optional, and no thread waits for it. */
    private void roll() throws IOException {
        force();
        SegmentWriter ending = tail;
        if (ending == null) {
            return; // it was abandoned
        }
        hasChanged(ending.info().withoutIndex());
        tail = null;
        try {
            ending.finish();
        } catch (IOException e) {
            LOG.warn("{} gets no footer, and will be looked through at a start", ending.path(), e);
            hasChanged(ending.info());
        }
    }

    /** Returns segments as they are now, if anything was written since the last call. */
    public List<SegmentInfo> takeChanged() {
        List<SegmentInfo> all = List.copyOf(changed);
        changed.clear();
        return all;
    }

    /**
     * Returns when all that was written would survive the end of the machine.
     *
     * @throws SyncFailedException if the last segment must be {@link #abandonTail abandoned}
     */
    public void force() throws IOException {
        SegmentWriter current = tail;
        if (current != null && unforcedFrom != NONE) {
            try {
                current.force();
            } catch (IOException e) {
                throw new SyncFailedException(current.path(), e);
            }
            forced.forced(current.info());
        }
        syncNames(); // also where a segment has been left since, or a sync of them has failed
        unforcedFrom = NONE;
        forced.namesAreSafe();
    }

    /** Returns the content that is certainly on the disk and was not recorded yet. */
    public ForcedSegments forced() {
        return forced;
    }

    private void syncNames() throws IOException {
        if (hasNewNames) {
            disk.syncDirectory(directory);
            hasNewNames = false;
        }
        if (isDirectoryNew) {
            disk.syncDirectory(parent());
            isDirectoryNew = false;
        }
    }

    private Path parent() {
        return Objects.requireNonNull(directory.getParent());
    }

    /**
     * Leaves the last segment, because a sync of it has failed, and writes the messages that may
     * not be on the disk into a new one. They are never read from the place where they may be lost.
     *
     * @param replay the channel's messages in the commit log; null if there are none
     */
    public void abandonTail(@Nullable ReplaySource replay) throws IOException {
        owedUpTo = Math.max(owedUpTo, writtenSequence);
        SegmentWriter failed = tail;
        if (failed != null) {
            leave(failed);
            tail = null;
        }
        if (replay != null) {
            refill(replay, owedUpTo);
        }
        owedUpTo = 0;
    }

    private void leave(SegmentWriter failed) throws IOException {
        long first = failed.info().firstSequence();
        SegmentInfo kept = failed.backToForced();
        failed.close();
        if (kept != null) {
            hasChanged(kept);
            forced.forced(kept);
            writtenSequence = Math.min(writtenSequence, kept.lastSequence());
            return;
        }
        if (first > 0) { // else an earlier attempt has come this far
            writtenSequence = Math.min(writtenSequence, first - 1);
        }
        changed.removeIf(info -> info.path().equals(failed.path()));
        disk.delete(failed.path());
    }

    /**
     * Writes the missing ones of the committed messages.
     *
     * @param upTo nothing behind this sequence
     * @return the first sequence that the channel keeps, as far as the commit log knows
     */
    long refill(ReplaySource replay, long upTo) throws IOException {
        Refill refill = new Refill(this, upTo);
        try {
            replay.forEach(refill);
            refill.flush();
        } finally { // a part may have been written
            unforcedFrom = Math.min(unforcedFrom, replay.firstCommitFile());
        }
        return refill.keptFrom();
    }

    /**
     * Writes the messages of a gap between segments into segments of their own.
     *
     * @return these segments
     */
    List<SegmentInfo> fill(long first, long last, ReplaySource replay) throws IOException {
        writtenSequence = first - 1;
        tail = null;
        refill(replay, last);
        roll();
        return takeChanged();
    }

    @Override
    public long writtenSequence() {
        return writtenSequence;
    }

    @Override
    public void noteRefill(long sequence, long timestampEpochNanos, int length) throws IOException {
        tailFrom(sequence).note(sequence, timestampEpochNanos, length);
    }

    @Override
    public boolean isFull(long timestampEpochNanos) {
        SegmentWriter current = tail;
        return current != null && current.isFull(rules, timestampEpochNanos);
    }

    @Override
    public void refillWith(ByteBuffer records, boolean isEnd) throws IOException {
        gathered.add(records);
        try {
            flush();
        } finally {
            gathered.clear();
        }
        if (isEnd) {
            unforcedFrom = Math.min(unforcedFrom, 0);
            roll();
        }
    }

    /** Closes the file of the last segment, which is opened again when there is something. */
    public void closeFile() throws IOException {
        SegmentWriter current = tail;
        if (current != null) {
            current.close();
        }
    }

    /** Ends in good order: a start needs to look through nothing. All was forced. */
    public void finish() throws IOException {
        SegmentWriter current = tail;
        if (current != null && !current.isEmpty()) {
            current.finish();
        }
    }

    /**
     * Retires segments of which nothing is kept, but for those that have grown since.
     *
     * @param unneeded as they were when nothing of them was kept
     * @return the files that are not there any more
     */
    public List<Path> delete(List<SegmentInfo> unneeded) throws IOException {
        List<Path> deleted = new ArrayList<>();
        for (SegmentInfo info : unneeded) {
            if (ends.getOrDefault(info.path(), 0L) > info.lastSequence()) {
                continue;
            }
            SegmentWriter current = tail;
            if (current != null && current.path().equals(info.path())) {
                tail = null;
                current.close();
            }
            hasNewNames = true;
            retirement.retire(disk, name, info.path());
            ends.remove(info.path());
            deleted.add(info.path());
        }
        if (!deleted.isEmpty()) {
            syncNames();
            if (tail
                    == null) { // before that, a power loss brings back messages that the commit log
                // has
                unforcedFrom = NONE;
            }
        }
        return deleted;
    }

    /** Lets go of all memory; the channel is deleted, or the store is closed. */
    public void release() throws IOException {
        waiting.releaseAll();
        closeFile();
    }
}
