package dev.stanchion.store.file.commit;

import dev.stanchion.engine.spi.RepeatedFailure;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.work.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the commit log short, in turns. A turn syncs the channels that still need the log's older
 * files, a few at a time, so that the writer does other work in between. Then it records the
 * progress of the channels, and deletes the files that no channel needs once that is safe.
 *
 * <p>A turn begins half a minute after the end of a file, when the log is too large, or on request.
 *
 * <p>Owned by the store's writer.
 */
final class CheckpointTurn {
    private static final long LATE_NANOS = 30_000_000_000L;
    private static final int SYNCS_AT_ONCE = 32;

    private final Worker worker;
    private final Disk disk;
    private final Path commitDirectory;
    private final long commitBytes;
    private final ChannelWriters channels;
    private final SegmentNews news;
    private final Checkpoint checkpoint;
    private final RepeatedFailure undeletable;
    private final TreeMap<Long, Ended> ended = new TreeMap<>();
    private boolean isUrgent;
    private boolean isRecording;
    private boolean isStopped;

    /** A file of the commit log to which nothing is written any more. */
    private record Ended(long sizeBytes, long atNanos) {}

    /**
     * @param commitBytes of the commit log, before syncs are hurried
     */
    CheckpointTurn(
            Worker worker,
            Disk disk,
            Path commitDirectory,
            long commitBytes,
            ChannelWriters channels,
            SegmentNews news,
            Checkpoint checkpoint,
            RepeatedFailure undeletable) {
        this.worker = worker;
        this.disk = disk;
        this.commitDirectory = commitDirectory;
        this.commitBytes = commitBytes;
        this.channels = channels;
        this.news = news;
        this.checkpoint = checkpoint;
        this.undeletable = undeletable;
    }

    /** A file of the commit log has ended. */
    void ended(long number, long sizeBytes, long atNanos) {
        ended.put(number, new Ended(sizeBytes, atNanos));
    }

    /** Every file that has ended should go as soon as it can. */
    void hurry() {
        isUrgent = true;
    }

    /** The disk is full, and files of the commit log are the first to go. */
    void makeRoom() {
        isUrgent |= !ended.isEmpty();
    }

    /** The store is closed. No turn begins or continues. */
    void stop() {
        isStopped = true;
    }

    boolean isStopped() {
        return isStopped;
    }

    /** Syncs some channels, and continues later, until the commit log is short enough. */
    void goOn() {
        long upTo = endedLongAgo();
        if (upTo < 0 || isRecording || isStopped) {
            return;
        }
        int syncs = 0;
        for (ChannelWriter channel : channels.all()) {
            if (channel.neededCommitFile() <= upTo) {
                if (!channel.sync()) {
                    news.tell();
                    return; // the next tick tries again
                }
                if (++syncs == SYNCS_AT_ONCE) {
                    news.tell();
                    worker.execute(this::goOn);
                    return;
                }
            }
        }
        news.tell();
        isUrgent = false;
        record();
    }

    /** Returns the last file of the commit log that should go now; -1 if none should. */
    private long endedLongAgo() {
        if (isUrgent) {
            return Long.MAX_VALUE - 1;
        }
        long now = worker.elapsedNanos();
        long bytes = ended.values().stream().mapToLong(Ended::sizeBytes).sum();
        long upTo = -1;
        for (Map.Entry<Long, Ended> each : ended.entrySet()) {
            Ended file = each.getValue();
            if (now - file.atNanos() < LATE_NANOS && bytes <= commitBytes) {
                break;
            }
            bytes -= file.sizeBytes();
            upTo = each.getKey();
        }
        return upTo;
    }

    private void record() {
        // files that end while this is recorded were not covered
        long endedUpTo = ended.isEmpty() ? 0 : ended.lastKey();
        long neededFrom = Math.min(channels.neededCommitFile(), endedUpTo + 1);
        Checkpoint.Facts facts = channels.takeFacts(neededFrom);
        isRecording = true;
        checkpoint.record(
                facts,
                () -> worker.execute(() -> recorded(neededFrom)),
                why -> worker.execute(() -> notRecorded(facts.marks())));
    }

    private void recorded(long neededFrom) {
        isRecording = false;
        deleteBefore(neededFrom);
    }

    /** The next turn tries again. */
    private void notRecorded(List<Checkpoint.Mark> marks) {
        isRecording = false;
        for (Checkpoint.Mark mark : marks) {
            ChannelWriter channel = channels.get(mark.channel());
            if (channel != null) {
                channel.touch();
            }
        }
    }

    private void deleteBefore(long neededFrom) {
        Iterator<Long> numbers = ended.headMap(neededFrom).keySet().iterator();
        boolean any = false;
        try {
            while (numbers.hasNext()) {
                disk.delete(CommitLog.path(commitDirectory, numbers.next()));
                numbers.remove();
                any = true;
            }
            if (any) {
                disk.syncDirectory(commitDirectory);
            }
        } catch (IOException e) {
            undeletable.happened(commitDirectory + ", " + e.getMessage());
        }
    }
}
