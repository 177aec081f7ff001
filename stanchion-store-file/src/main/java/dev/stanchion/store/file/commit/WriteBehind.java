package dev.stanchion.store.file.commit;

import dev.stanchion.engine.spi.RepeatedFailure;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.log.MessageRun;
import dev.stanchion.store.file.segment.ChannelFiles;
import dev.stanchion.store.file.segment.SegmentInfo;
import dev.stanchion.store.file.work.Worker;
import dev.stanchion.store.file.work.WorkerTime;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes committed messages to the segments of their channels, in big writes and some time later,
 * and deletes files of the commit log that are no longer needed.
 *
 * <p><b>Write early, sync late.</b> Waiting messages are written when they are a second old, or a
 * megabyte, or when too much waits in total, or when a message finds no memory. A file of the
 * commit log can be deleted when all of its messages are <em>synced</em> in segments. That is not
 * requested before half a minute has passed, because by then the system has written most of them by
 * itself and a sync costs next to nothing. So ten thousand channels with a few messages each do not
 * cause ten thousand waits for the disk. A limit on the size of the commit log has priority over
 * that.
 *
 * <p>Owned by the store's writer, except where a method says otherwise.
 */
public final class WriteBehind implements Committer.Downstream {
    private static final Logger LOG = LoggerFactory.getLogger(WriteBehind.class);
    private static final long TICK_NANOS = 500_000_000L;
    private static final long OLD_NANOS = 1_000_000_000L;

    private final Worker worker;
    private final Disk disk;
    private final Path commitDirectory;
    private final Bounds bounds;
    private final SpaceGuard space;
    private final Checkpoint checkpoint;
    private final RepeatedFailure undeletable;
    private final Backlog backlog;
    private final Gathering gathering;
    private final SegmentNews news = new SegmentNews();
    private final ChannelWriters channels = new ChannelWriters();
    private final ChannelWriter.Shared shared;
    private final CheckpointTurn turn;
    private final AtomicBoolean isUrged = new AtomicBoolean();
    private Runnable onRoom = () -> {};
    private Runnable onFull = () -> {};
    private volatile long lastCommitFile;

    /**
     * The bounds.
     *
     * @param unwrittenBytes the memory for messages that are not in segments yet
     * @param commitBytes the size of the commit log from which on syncs are hurried
     * @param openFiles the number of segments that are open for writing
     */
    public record Bounds(long unwrittenBytes, long commitBytes, int openFiles) {}

    public WriteBehind(
            Worker worker,
            Disk disk,
            Path commitDirectory,
            Bounds bounds,
            SpaceGuard space,
            Checkpoint checkpoint) {
        this.worker = worker;
        this.disk = disk;
        this.commitDirectory = commitDirectory;
        this.bounds = bounds;
        this.space = space;
        this.backlog = space.backlog();
        this.checkpoint = checkpoint;
        this.gathering = new Gathering(worker, this::acceptGathered);
        this.undeletable =
                new RepeatedFailure(
                        "Files that are not needed cannot be deleted",
                        new WorkerTime(worker),
                        LOG::warn,
                        LOG::info);
        RepeatedFailure unwritable =
                new RepeatedFailure(
                        "Segments cannot be written; their messages stay in the commit log",
                        new WorkerTime(worker),
                        LOG::error,
                        LOG::info);
        this.shared = new ChannelWriter.Shared(disk, commitDirectory, space, news, unwritable);
        this.turn =
                new CheckpointTurn(
                        worker,
                        disk,
                        commitDirectory,
                        bounds.commitBytes(),
                        channels,
                        news,
                        checkpoint,
                        undeletable);
    }

    /**
     * Begins; on the thread that starts the store.
     *
     * @param found the content of the commit log from an earlier run
     * @param alive the channels that exist
     * @param lastFile the last known file of the commit log
     * @param roomAgain runs when more may come, on the writer
     * @param full runs from time to time while the disk is full, on the writer
     */
    public void begin(
            CommitScan found,
            Iterable<Long> alive,
            long lastFile,
            Runnable roomAgain,
            Runnable full) {
        lastCommitFile = Math.max(lastCommitFile, Math.max(found.lastNumber(), lastFile));
        onRoom = roomAgain;
        onFull = full;
        long now = worker.elapsedNanos();
        worker.execute(() -> {
            for (CommitScan.Found file : found.files()) {
                turn.ended(file.number(), file.sizeBytes(), now);
            }
            for (long channel : alive) {
                Replay replay = found.replayOf(channel);
                if (replay != null) {
                    channels.addUnloaded(channel, replay);
                }
            }
        });
        worker.executeAfter(TICK_NANOS, this::tick);
    }

    /**
     * A channel is ready to be written to.
     *
     * @param reached its progress
     * @param unwritten its messages in the commit log that no segment has room for; null if there
     *     are none
     */
    public void add(
            ChannelFiles files,
            Committing log,
            Checkpoint.Mark reached,
            @Nullable MessageRun unwritten) {
        acceptGathered();
        // records that only the commit log contains are recorded before its files go
        boolean isTouched = channels.load(files.channel()) || !files.forced().isEmpty();
        ChannelWriter writer = new ChannelWriter(files, log, reached, isTouched, shared);
        channels.add(files.channel(), writer);
        if (unwritten != null) {
            backlog.committed(unwritten.recordBytes());
            writer.add(unwritten, worker.elapsedNanos());
        }
    }

    /** On the committer. */
    @Override
    public boolean admits(long bytes, int runs, long queuedBytes) {
        return space.admits(bytes, runs, queuedBytes);
    }

    /** On the committer. */
    @Override
    public void committed(List<Commit> commits) {
        long bytes = 0;
        for (Commit commit : commits) {
            bytes += commit.run().recordBytes();
        }
        space.done(bytes);
        gathering.add(commits, bytes, isCrowded());
    }

    /** Returns whether so much waits in memory that the writer does not wait until it is old. */
    private boolean isCrowded() {
        return backlog.bytes() >= bounds.unwrittenBytes() / 2;
    }

    /** On the committer. */
    @Override
    public void notCommitted() {
        space.done(0);
    }

    /** On the committer. */
    @Override
    public boolean hasRoom() {
        return backlog.bytes() < bounds.unwrittenBytes();
    }

    /** On the committer. */
    @Override
    public StoreException.Kind kindOf(IOException failure) {
        return space.kindOf(failure);
    }

    /** On the committer, or on the thread that starts the store. */
    @Override
    public void begun(long number) {
        lastCommitFile = number;
        checkpoint.commitFileBegun(number);
    }

    /** On the committer. */
    @Override
    public void ended(long number, long sizeBytes) {
        worker.execute(() -> {
            acceptGathered();
            turn.ended(number, sizeBytes, worker.elapsedNanos());
        });
    }

    /** On the committer. */
    @Override
    public void inDoubt() {
        worker.execute(() -> {
            acceptGathered();
            turn.hurry();
            turn.goOn();
        });
    }

    private void acceptGathered() {
        gathering.take((commit, since) -> accept(commit.run(), since));
        if (isCrowded()) {
            writeAll(0);
        }
        news.tell();
    }

    /**
     * Writes everything that waits, however young and little it is, because there is no memory for
     * more. From any thread.
     */
    public void writeSoon() {
        if (isUrged.compareAndSet(false, true)) {
            worker.execute(this::writeNow);
        }
    }

    /** If the disk fails, the next attempt is that of the next tick. */
    private void writeNow() {
        if (turn.isStopped()) {
            return;
        }
        acceptGathered();
        if (writeAll(0)) {
            isUrged.set(false);
        }
        news.tell();
    }

    private void accept(MessageRun run, long sinceNanos) {
        ChannelWriter writer = channels.get(run.channel());
        if (writer == null) { // it has been deleted since
            backlog.dropped(run.recordBytes());
            run.release();
            return;
        }
        writer.reached(run);
        if (run.messageCount() == 0) { // all of it was dropped before it was committed
            run.release();
            return;
        }
        writer.add(run, sinceNanos);
        if (writer.isBig()) {
            writer.write();
            onRoom.run();
        }
    }

    private void tick() {
        if (turn.isStopped()) {
            return;
        }
        acceptGathered();
        space.check();
        if (space.isFull()) {
            makeRoom();
        } else {
            checkpoint.hasSpace();
        }
        writeAll(OLD_NANOS);
        isUrged.set(false);
        channels.closeBeyond(bounds.openFiles());
        news.tell();
        turn.goOn();
        worker.executeAfter(TICK_NANOS, this::tick);
    }

    /** The commit log is the first to go: all of it is in segments, too, or can be at once. */
    private void makeRoom() {
        onFull.run();
        turn.makeRoom();
    }

    /** Returns false if the disk has failed. */
    private boolean writeAll(long agedNanos) {
        long now = worker.elapsedNanos();
        boolean isWritten = true;
        for (ChannelWriter writer : channels.all()) {
            if (writer.hasWaited(agedNanos, now)) {
                isWritten &= writer.write();
            }
        }
        onRoom.run();
        return isWritten;
    }

    /** Deletes segments of which nothing is kept; that was recorded before. */
    public List<Path> deleteSegments(long channel, List<SegmentInfo> unneeded) {
        acceptGathered();
        ChannelWriter writer = channels.get(channel);
        if (writer == null) {
            return List.of();
        }
        try {
            return writer.delete(unneeded);
        } catch (IOException e) {
            undeletable.happened(writer.directory() + ", " + e.getMessage());
            return List.of();
        }
    }

    /** Deletes a channel's directory; that the channel is gone was recorded before. */
    public void deleteChannel(long channel, Path directory, Runnable done) {
        acceptGathered();
        ChannelWriter writer = channels.remove(channel);
        try {
            if (writer != null) {
                writer.release();
            }
            deleteAll(directory);
            done.run();
        } catch (IOException e) {
            undeletable.happened(directory + ", " + e.getMessage());
        }
    }

    private void deleteAll(Path directory) throws IOException {
        try {
            for (Disk.Entry file : disk.list(directory)) {
                disk.delete(file.path());
            }
            disk.delete(directory);
        } catch (NoSuchFileException none) {
            LOG.debug("{}: no message was ever written there", directory);
        }
        Path parent = directory.getParent();
        if (parent != null) {
            disk.syncDirectory(parent);
        }
    }

    /**
     * Writes everything, and ends all segments so that a start needs to look through nothing. The
     * committer has finished.
     *
     * @param maxSyncs with more to be synced than this, the commit log is kept for the next start
     *     instead
     * @return whether the commit log is not needed any more
     */
    public boolean finish(int maxSyncs) {
        acceptGathered();
        turn.stop();
        writeAll(0);
        news.drop();
        return channels.finish(maxSyncs);
    }

    /**
     * Returns the facts that a store should still record at its end.
     *
     * @param isDone whether the commit log is not needed any more
     */
    public Checkpoint.Facts lastFacts(boolean isDone) {
        return channels.takeFacts(isDone ? lastCommitFile + 1 : 0);
    }

    /** Deletes all files of the commit log; everything is safe elsewhere. */
    public void deleteCommitLog() {
        try {
            for (Disk.Entry file : disk.list(commitDirectory)) {
                disk.delete(file.path());
            }
            disk.syncDirectory(commitDirectory);
        } catch (IOException e) {
            LOG.warn("Files in {} are deleted at the next start", commitDirectory, e);
        }
    }
}
