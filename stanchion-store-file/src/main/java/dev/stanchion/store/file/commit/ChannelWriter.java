package dev.stanchion.store.file.commit;

import dev.stanchion.engine.spi.RepeatedFailure;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.log.MessageRun;
import dev.stanchion.store.file.segment.ChannelFiles;
import dev.stanchion.store.file.segment.ReplaySource;
import dev.stanchion.store.file.segment.SegmentInfo;
import dev.stanchion.store.file.segment.SegmentNote;
import dev.stanchion.store.file.segment.SyncFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one channel's committed messages to its segments, and knows the progress of the channel
 * since the last checkpoint.
 *
 * <p>When a sync of a segment has failed, the part of it on the disk is unknown. The segment is
 * <em>in doubt</em> then: it is left as it is, and its messages are written again from the commit
 * log.
 *
 * <p>Owned by the store's writer.
 */
final class ChannelWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelWriter.class);
    private static final int BIG_BYTES = 1 << 20;

    private final ChannelFiles files;
    private final Committing log;
    private final Shared shared;
    private long keptFrom;
    private long lastSequence;
    private long lastTimestamp;
    private boolean isTouched;
    private boolean isInDoubt;

    /**
     * The common part of the writers of all channels.
     *
     * @param news goes to the logs when the store's writer has written for all channels
     * @param unwritable the disk fails for one channel as for the next, so there is one report for
     *     all of them
     */
    record Shared(
            Disk disk,
            Path commitDirectory,
            SpaceGuard space,
            SegmentNews news,
            RepeatedFailure unwritable) {}

    /**
     * @param reached how far the channel has come
     * @param isTouched whether the next checkpoint is to record that
     */
    ChannelWriter(
            ChannelFiles files,
            Committing log,
            Checkpoint.Mark reached,
            boolean isTouched,
            Shared shared) {
        this.files = files;
        this.log = log;
        this.shared = shared;
        this.keptFrom = reached.keptFrom();
        this.lastSequence = reached.lastSequence();
        this.lastTimestamp = reached.lastTimestampEpochNanos();
        this.isTouched = isTouched;
    }

    Path directory() {
        return files.directory();
    }

    /** The channel has come as far as a run that was committed. */
    void reached(MessageRun run) {
        keptFrom = Math.max(keptFrom, run.keptFrom());
        lastSequence = run.lastSequence();
        lastTimestamp = run.lastTimestampEpochNanos();
        isTouched = true;
    }

    /** Takes a run over, which waits for a big write. */
    void add(MessageRun run, long nowNanos) {
        if (files.waitingBytes() == 0) {
            shared.space().backlog().channelBegins();
        }
        files.add(run, nowNanos);
    }

    /** Returns whether so much waits that it should not wait for more. */
    boolean isBig() {
        return files.waitingBytes() >= BIG_BYTES;
    }

    /** Returns whether something waits, and has waited for this time. */
    boolean hasWaited(long agedNanos, long nowNanos) {
        return files.waitingBytes() > 0 && nowNanos - files.waitingSinceNanos() >= agedNanos;
    }

    /**
     * Writes all waiting messages. Returns false if the disk fails; messages that were not written
     * still wait.
     */
    boolean write() {
        if (isInDoubt && !abandon()) {
            return false;
        }
        long before = files.waitingBytes();
        try {
            files.write();
            return true;
        } catch (SyncFailedException e) {
            isInDoubt = true;
            failed(e);
            return false;
        } catch (IOException e) {
            shared.space().check();
            failed(e);
            return false;
        } finally {
            shared.space().backlog().settled(before, files.waitingBytes());
            noteChanges();
        }
    }

    /** Leaves the segment that is in doubt. */
    private boolean abandon() {
        try {
            ReplaySource replay =
                    CommitScan.of(shared.disk(), shared.commitDirectory(), unknown -> 0)
                            .replayOf(files.channel());
            files.abandonTail(replay);
            isInDoubt = false;
            return true;
        } catch (IOException e) {
            failed(e);
            return false;
        } finally {
            noteChanges();
        }
    }

    private void noteChanges() {
        shared.news().add(log, files.takeChanged());
    }

    private void failed(IOException cause) {
        shared.unwritable().happened(files.directory() + ", " + cause.getMessage());
        LOG.debug("{} cannot be written", files.directory(), cause);
    }

    /** Returns the first file of the commit log that is needed still; the greatest if none is. */
    long neededCommitFile() {
        return files.neededCommitFile();
    }

    /** Writes all that waits, and syncs it; false if the disk fails. */
    boolean sync() {
        if ((isInDoubt || files.waitingBytes() > 0) && !write()) {
            return false;
        }
        try {
            files.force();
            return true;
        } catch (SyncFailedException e) {
            isInDoubt = true;
            failed(e);
            return false;
        } catch (IOException e) {
            failed(e);
            return false;
        }
    }

    /** The next checkpoint is to record how far the channel has come. */
    void touch() {
        isTouched = true;
    }

    /** Adds the channel's changes to the next checkpoint. */
    void takeFacts(List<Checkpoint.Mark> marks, List<SegmentNote> segments) {
        if (isTouched) {
            isTouched = false;
            marks.add(new Checkpoint.Mark(files.channel(), keptFrom, lastSequence, lastTimestamp));
            segments.addAll(files.forced().takeAll());
        }
    }

    boolean hasOpenFile() {
        return files.hasOpenFile();
    }

    /** Closes the last segment's file, which is opened again when there is something to write. */
    void closeFile() {
        try {
            files.closeFile();
        } catch (IOException e) {
            LOG.warn("A segment of {} cannot be closed", files.directory(), e);
        }
    }

    /**
     * Retires segments of which nothing is kept.
     *
     * @return the files that are not there any more
     */
    List<Path> delete(List<SegmentInfo> unneeded) throws IOException {
        return files.delete(unneeded);
    }

    /** Lets go of all memory; the channel is deleted. */
    void release() throws IOException {
        shared.space().backlog().settled(files.waitingBytes(), 0);
        files.release();
    }

    /**
     * Ends the last segment, so that a start need not scan it, and releases all memory; the store
     * is closed.
     *
     * @param mayForce whether the writes may be synced for that
     * @return whether the channel needs no file of the commit log any more
     */
    boolean finish(boolean mayForce) {
        try {
            boolean isSafe = neededCommitFile() == Long.MAX_VALUE;
            if (!isSafe && mayForce && !isInDoubt) {
                files.force();
                isSafe = files.waitingBytes() == 0;
            }
            if (isSafe) {
                files.finish();
            }
            return isSafe;
        } catch (IOException e) {
            LOG.warn("{} is completed at the next start", files.directory(), e);
            return false;
        } finally {
            close();
        }
    }

    private void close() {
        try {
            files.release();
        } catch (IOException e) {
            LOG.warn("A segment of {} cannot be closed", files.directory(), e);
        }
    }
}
