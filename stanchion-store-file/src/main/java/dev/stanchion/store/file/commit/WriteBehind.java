package dev.stanchion.store.file.commit;

import dev.stanchion.engine.spi.RepeatedFailure;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.log.MessageRun;
import dev.stanchion.store.file.segment.ChannelFiles;
import dev.stanchion.store.file.segment.ReplaySource;
import dev.stanchion.store.file.segment.SegmentInfo;
import dev.stanchion.store.file.segment.SegmentNote;
import dev.stanchion.store.file.segment.SyncFailedException;
import dev.stanchion.store.file.work.ShardTasks;
import dev.stanchion.store.file.work.Worker;
import dev.stanchion.store.file.work.WorkerTime;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings committed messages to the segments of their channels, in big writes and some time later,
 * and deletes what of the commit log is no longer needed.
 *
 * <p><b>Write early, sync late.</b> What waits is written once it is a second old, or a megabyte,
 * or when too much waits altogether. A file of the commit log can be deleted when all of its
 * messages are <em>synced</em> in segments; that is not asked for before half a minute has passed,
 * because by then the system has written most of it by itself and a sync costs next to nothing. So
 * ten thousand channels with a few messages each cost no ten thousand waits for the disk. A limit
 * on the size of the commit log goes before that.
 *
 * <p>Owned by the store's writer, except where a method says otherwise.
 */
public final class WriteBehind implements Committer.Downstream {
    private static final Logger LOG = LoggerFactory.getLogger(WriteBehind.class);
    private static final long TICK_NANOS = 500_000_000L;
    private static final long OLD_NANOS = 1_000_000_000L;
    private static final long LATE_NANOS = 30_000_000_000L;
    private static final int BIG_BYTES = 1 << 20;
    private static final int SYNCS_PER_TURN = 32;

    private final Worker worker;
    private final Disk disk;
    private final Path commitDirectory;
    private final Bounds bounds;
    private final SpaceGuard space;
    private final Checkpoint checkpoint;
    private final RepeatedFailure unwritable;
    private final RepeatedFailure undeletable;
    private final Backlog backlog;
    private final Map<Long, Entry> channels = new HashMap<>();
    private final Map<Long, Replay> unloaded = new HashMap<>();
    private final TreeMap<Long, Ended> ended = new TreeMap<>();
    private final IdentityHashMap<ShardExecutor, List<Runnable>> news = new IdentityHashMap<>();
    private Runnable onRoom = () -> {};
    private Runnable onFull = () -> {};
    private volatile long lastCommitFile;
    private boolean isUrgent;
    private boolean isCheckpointing;
    private boolean isClosed;

    /**
     * What may be used.
     *
     * @param unwrittenBytes of memory for messages that are not in segments yet
     * @param commitBytes of the commit log, before syncs are hurried
     * @param openFiles of segments that are written
     */
    public record Bounds(long unwrittenBytes, long commitBytes, int openFiles) {}

    private record Ended(long sizeBytes, long atNanos) {}

    private static final class Entry {
        private final ChannelFiles files;
        private final Committing log;
        private long keptFrom;
        private long lastSequence;
        private long lastTimestamp;
        private boolean isTouched;
        private boolean isInDoubt;

        private Entry(ChannelFiles files, Committing log) {
            this.files = files;
            this.log = log;
        }

        private Checkpoint.Mark mark() {
            return new Checkpoint.Mark(files.channel(), keptFrom, lastSequence, lastTimestamp);
        }
    }

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
        this.unwritable =
                new RepeatedFailure(
                        "Segments cannot be written; their messages stay in the commit log",
                        new WorkerTime(worker),
                        LOG::error,
                        LOG::info);
        this.undeletable =
                new RepeatedFailure(
                        "Files that are not needed cannot be deleted",
                        new WorkerTime(worker),
                        LOG::warn,
                        LOG::info);
    }

    /** The disk fails for one channel as for the next, so it is told for all of them together. */
    private void failed(Path place, IOException cause) {
        unwritable.happened(place + ", " + cause.getMessage());
        LOG.debug("{} cannot be written", place, cause);
    }

    /**
     * Begins; on the thread that starts the store.
     *
     * @param found what an earlier run has left in the commit log
     * @param alive the channels that exist
     * @param lastFile of the commit log that there ever was, as far as it is known
     * @param roomAgain run when more may come, on the writer
     * @param full run from time to time while the disk is full, on the writer
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
                ended.put(file.number(), new Ended(file.sizeBytes(), now));
            }
            for (long channel : alive) {
                Replay replay = found.replayOf(channel);
                if (replay != null) {
                    unloaded.put(channel, replay);
                }
            }
        });
        worker.executeAfter(TICK_NANOS, this::tick);
    }

    /**
     * A channel is ready to be written to.
     *
     * @param reached how far it has come
     * @param unwritten what the commit log has of it, and no segment has room for; null if nothing
     */
    public void add(
            ChannelFiles files,
            Committing log,
            Checkpoint.Mark reached,
            @Nullable MessageRun unwritten) {
        Entry entry = new Entry(files, log);
        entry.keptFrom = reached.keptFrom();
        entry.lastSequence = reached.lastSequence();
        entry.lastTimestamp = reached.lastTimestampEpochNanos();
        // what the commit log alone has known so far is recorded before its files go
        entry.isTouched = unloaded.remove(files.channel()) != null || !files.forced().isEmpty();
        channels.put(files.channel(), entry);
        if (unwritten != null) {
            backlog.committed(unwritten.recordBytes());
            add(entry, unwritten);
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
        worker.execute(() -> accept(commits));
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
        worker.execute(() -> ended.put(number, new Ended(sizeBytes, worker.elapsedNanos())));
    }

    /** On the committer. */
    @Override
    public void inDoubt() {
        worker.execute(() -> {
            isUrgent = true;
            continueCheckpoint();
        });
    }

    private void accept(List<Commit> commits) {
        for (Commit commit : commits) {
            MessageRun run = commit.run();
            Entry entry = channels.get(run.channel());
            if (entry == null) { // it has been deleted since
                backlog.dropped(run.recordBytes());
                run.release();
                continue;
            }
            entry.keptFrom = Math.max(entry.keptFrom, run.keptFrom());
            entry.lastSequence = run.lastSequence();
            entry.lastTimestamp = run.lastTimestampEpochNanos();
            entry.isTouched = true;
            if (run.messageCount() == 0) { // all of it was dropped before it was committed
                run.release();
                continue;
            }
            add(entry, run);
            if (entry.files.waitingBytes() >= BIG_BYTES) {
                write(entry);
            }
        }
        if (backlog.bytes() >= bounds.unwrittenBytes() / 2) {
            writeAll(0);
        }
        tellNews();
    }

    private void add(Entry entry, MessageRun run) {
        if (entry.files.waitingBytes() == 0) {
            backlog.channelBegins();
        }
        entry.files.add(run, worker.elapsedNanos());
    }

    private void tick() {
        if (isClosed) {
            return;
        }
        space.check();
        if (space.isFull()) {
            makeRoom();
        } else {
            checkpoint.hasSpace();
        }
        writeAll(OLD_NANOS);
        closeSome();
        tellNews();
        continueCheckpoint();
        worker.executeAfter(TICK_NANOS, this::tick);
    }

    /** The commit log is the first to go: all of it is in segments, too, or can be at once. */
    private void makeRoom() {
        onFull.run();
        isUrgent |= !ended.isEmpty();
    }

    private void writeAll(long agedNanos) {
        long now = worker.elapsedNanos();
        for (Entry entry : channels.values()) {
            if (entry.files.waitingBytes() > 0
                    && now - entry.files.waitingSinceNanos() >= agedNanos) {
                write(entry);
            }
        }
        onRoom.run();
    }

    private boolean write(Entry entry) {
        if (entry.isInDoubt && !abandon(entry)) {
            return false;
        }
        long before = entry.files.waitingBytes();
        try {
            entry.files.write();
            return true;
        } catch (SyncFailedException e) {
            entry.isInDoubt = true;
            failed(
                    entry.files.directory(),
                    e); // left as it is, and written anew from the commit log
            return false;
        } catch (IOException e) {
            space.check();
            failed(entry.files.directory(), e);
            return false;
        } finally {
            backlog.settled(before, entry.files.waitingBytes());
            noteChanges(entry);
        }
    }

    private boolean abandon(Entry entry) {
        try {
            ReplaySource replay =
                    CommitScan.of(disk, commitDirectory, unknown -> 0)
                            .replayOf(entry.files.channel());
            entry.files.abandonTail(replay);
            entry.isInDoubt = false;
            return true;
        } catch (IOException e) {
            failed(entry.files.directory(), e);
            return false;
        } finally {
            noteChanges(entry);
        }
    }

    private void noteChanges(Entry entry) {
        List<SegmentInfo> changed = entry.files.takeChanged();
        if (!changed.isEmpty()) {
            news.computeIfAbsent(entry.log.owner(), ignored -> new ArrayList<>())
                    .add(() -> entry.log.onWritten(changed));
        }
    }

    private void tellNews() {
        news.forEach((owner, all) -> ShardTasks.tell(owner, () -> all.forEach(Runnable::run)));
        news.clear();
    }

    private void closeSome() {
        int open = 0;
        for (Entry entry : channels.values()) {
            if (entry.files.hasOpenFile() && ++open > bounds.openFiles()) {
                try {
                    entry.files.closeFile();
                } catch (IOException e) {
                    LOG.warn("A segment of {} cannot be closed", entry.files.directory(), e);
                }
            }
        }
    }

    /** Syncs some channels, and goes on later, until the commit log is as short as it should be. */
    private void continueCheckpoint() {
        long upTo = endedLongAgo();
        if (upTo < 0 || isCheckpointing || isClosed) {
            return;
        }
        int syncs = 0;
        for (Entry entry : channels.values()) {
            if (entry.files.neededCommitFile() <= upTo) {
                if (!writeAndSync(entry)) {
                    tellNews();
                    return; // the next tick tries again
                }
                if (++syncs == SYNCS_PER_TURN) {
                    tellNews();
                    worker.execute(this::continueCheckpoint);
                    return;
                }
            }
        }
        tellNews();
        isUrgent = false;
        mark(this::deleteUnneeded);
    }

    private boolean writeAndSync(Entry entry) {
        if (entry.isInDoubt || entry.files.waitingBytes() > 0) {
            if (!write(entry)) {
                return false;
            }
        }
        try {
            entry.files.force();
            return true;
        } catch (SyncFailedException e) {
            entry.isInDoubt = true;
            failed(
                    entry.files.directory(),
                    e); // left as it is, and written anew from the commit log
            return false;
        } catch (IOException e) {
            failed(entry.files.directory(), e);
            return false;
        }
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
            if (now - file.atNanos() < LATE_NANOS && bytes <= bounds.commitBytes()) {
                break;
            }
            bytes -= file.sizeBytes();
            upTo = each.getKey();
        }
        return upTo;
    }

    private void mark(Runnable then) {
        List<Checkpoint.Mark> marks = new ArrayList<>();
        List<SegmentNote> segments = new ArrayList<>();
        for (Entry entry : channels.values()) {
            if (entry.isTouched) {
                entry.isTouched = false;
                marks.add(entry.mark());
                segments.addAll(entry.files.forced().takeAll());
            }
        }
        // what ends while this is recorded was not looked at
        long endedUpTo = ended.isEmpty() ? 0 : ended.lastKey();
        long neededFrom = Math.min(neededFrom(), endedUpTo + 1);
        isCheckpointing = true;
        checkpoint.record(
                new Checkpoint.Facts(marks, segments, neededFrom),
                () ->
                        worker.execute(() -> {
                            isCheckpointing = false;
                            deletable = neededFrom;
                            then.run();
                        }),
                why -> worker.execute(() -> notMarked(marks)));
    }

    /** The next checkpoint tries again. */
    private void notMarked(List<Checkpoint.Mark> marks) {
        isCheckpointing = false;
        for (Checkpoint.Mark mark : marks) {
            Entry entry = channels.get(mark.channel());
            if (entry != null) {
                entry.isTouched = true;
            }
        }
    }

    private long deletable;

    private long neededFrom() {
        long needed = Long.MAX_VALUE;
        for (Entry entry : channels.values()) {
            needed = Math.min(needed, entry.files.neededCommitFile());
        }
        for (Replay replay : unloaded.values()) {
            needed = Math.min(needed, replay.firstCommitFile());
        }
        return needed;
    }

    private void deleteUnneeded() {
        Iterator<Long> numbers = ended.headMap(deletable).keySet().iterator();
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

    /** Deletes segments of which nothing is kept; that was recorded before. */
    public List<Path> deleteSegments(long channel, List<SegmentInfo> unneeded) {
        Entry entry = channels.get(channel);
        if (entry == null) {
            return List.of();
        }
        try {
            return entry.files.delete(unneeded);
        } catch (IOException e) {
            undeletable.happened(entry.files.directory() + ", " + e.getMessage());
            return List.of();
        }
    }

    /** Deletes a channel's directory; that the channel is gone was recorded before. */
    public void deleteChannel(long channel, Path directory, Runnable done) {
        Entry entry = channels.remove(channel);
        unloaded.remove(channel);
        try {
            if (entry != null) {
                backlog.settled(entry.files.waitingBytes(), 0);
                entry.files.release();
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
        isClosed = true;
        writeAll(0);
        news.clear();
        List<Entry> unsynced = new ArrayList<>();
        for (Entry entry : channels.values()) {
            if (entry.files.neededCommitFile() != Long.MAX_VALUE) {
                unsynced.add(entry);
            }
        }
        boolean isDone = unloaded.isEmpty() && unsynced.size() <= maxSyncs;
        for (Entry entry : channels.values()) {
            isDone &= finish(entry, unsynced.size() <= maxSyncs);
        }
        return isDone;
    }

    private boolean finish(Entry entry, boolean mayForce) {
        try {
            boolean isSafe = entry.files.neededCommitFile() == Long.MAX_VALUE;
            if (!isSafe && mayForce && !entry.isInDoubt) {
                entry.files.force();
                isSafe = entry.files.waitingBytes() == 0;
            }
            if (isSafe) {
                entry.files.finish();
            }
            return isSafe;
        } catch (IOException e) {
            LOG.warn("{} is completed at the next start", entry.files.directory(), e);
            return false;
        } finally {
            close(entry);
        }
    }

    private static void close(Entry entry) {
        try {
            entry.files.release();
        } catch (IOException e) {
            LOG.warn("A segment of {} cannot be closed", entry.files.directory(), e);
        }
    }

    /**
     * Returns what a store that ends should still record.
     *
     * @param isDone whether the commit log is not needed any more
     */
    public Checkpoint.Facts lastFacts(boolean isDone) {
        List<Checkpoint.Mark> marks = new ArrayList<>();
        List<SegmentNote> segments = new ArrayList<>();
        for (Entry entry : channels.values()) {
            if (entry.isTouched) {
                marks.add(entry.mark());
                segments.addAll(entry.files.forced().takeAll());
            }
        }
        return new Checkpoint.Facts(marks, segments, isDone ? lastCommitFile + 1 : 0);
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

    /** Returns what the commit log has of a channel that was not loaded; null if nothing. */
    public @Nullable Replay replayOf(long channel) {
        return unloaded.get(channel);
    }
}
