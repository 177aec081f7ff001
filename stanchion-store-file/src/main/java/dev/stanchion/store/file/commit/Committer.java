package dev.stanchion.store.file.commit;

import dev.stanchion.engine.spi.RepeatedFailure;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFailure;
import dev.stanchion.store.file.log.MessageRun;
import dev.stanchion.store.file.work.ShardTasks;
import dev.stanchion.store.file.work.Worker;
import dev.stanchion.store.file.work.WorkerTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the commits of the shards durable. It writes everything that has gathered with one write
 * and forces it with one sync, whatever the number of channels. Meanwhile the next batch gathers.
 * Each shard gets one task with the result.
 *
 * <p><b>When a write or sync fails</b>, the part on the disk is unknown, and another attempt would
 * not tell: the system may have forgotten that there was an error. So the batch is lost, the file
 * is left for good, and a new one is begun, whose header makes the failed frame void. A channel
 * that has lost messages has also lost the messages that it committed behind them, until it learned
 * of the loss ({@link CommitQueue}).
 *
 * <p><b>Small commits that nobody syncs</b> are written by the shard itself, because to wake the
 * committer's thread and to be woken by it takes several times as long as a write to the page
 * cache. A shard does that only while the committer does nothing, and not for a while after a write
 * that took long.
 *
 * <p>Whoever has set {@code isTaken} owns the state: the committer's worker, or a shard for the
 * length of one small write. {@link #submit} and {@link #wake} may be called by any thread.
 */
public final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final long RETRY_NANOS = 1_000_000_000L;

    /** The most that a shard writes itself. More takes as long as waking the committer. */
    private static final long SMALL_BYTES = 16 * 1024;

    /** A write to the page cache that takes longer has waited for the disk. */
    private static final long SLOW_NANOS = 1_000_000L;

    /** For so long shards leave their writes to the committer after a slow one. */
    private static final long LEAST_WARY_NANOS = 10_000_000L;

    /** Each slow write in a row doubles that time, up to this. */
    private static final long MOST_WARY_NANOS = 1_000_000_000L;

    /** A shorter file is not ended early, however full the disk is. */
    private static final long WORTH_ENDING_BYTES = 1 << 20;

    private final Worker worker;
    private final CommitLog log;
    private final Path directory;
    private final Settings settings;
    private final Admission admission;
    private final Downstream downstream;
    private final CommitQueue queue = new CommitQueue();
    private final RepeatedFailure failure;
    private final AtomicBoolean isScheduled = new AtomicBoolean();
    private final AtomicBoolean isTaken = new AtomicBoolean();
    private final Caller onWorker = new OnWorker();
    private long waryUntilNanos;
    private long waryNanos;
    private boolean hasBegun;
    private boolean isRetrying;
    private boolean isClosed;

    /**
     * When writes are forced, and the size of files.
     *
     * @param fileBytes the size at which the next file begins
     */
    public record Settings(Sync sync, long fileBytes) {}

    /** The next stage for messages once they are durable. */
    public interface Downstream {
        /**
         * Returns whether there is space for a batch; then {@link #committed} or {@link
         * #notCommitted} follows.
         *
         * @param queuedBytes the bytes that will come behind it
         */
        boolean admits(long bytes, int runs, long queuedBytes);

        /** Takes over the committed messages; on the committer. */
        void committed(List<Commit> commits);

        /** An admitted batch could not be written. */
        void notCommitted();

        /** A file exists, and its name is safe. */
        void begun(long number);

        /** A file will not grow any more. */
        void ended(long number, long sizeBytes);

        /**
         * The operating system has failed to write messages that were reported durable: write
         * everything to the segments now.
         */
        void inDoubt();

        /** Returns whether there is room for more messages that wait to be written to segments. */
        boolean hasRoom();

        /** Returns the kind of a failure: no space, or another one. */
        StoreException.Kind kindOf(IOException failure);
    }

    /**
     * @param found the content of the directory
     * @param lastNumber the last known number that was ever given to a file
     */
    public Committer(
            Worker worker,
            Disk disk,
            Path directory,
            CommitScan found,
            long lastNumber,
            Settings settings,
            Admission admission,
            Downstream downstream) {
        this.worker = worker;
        this.directory = directory;
        this.log =
                new CommitLog(
                        disk,
                        directory,
                        aheadLimit(settings),
                        Math.max(found.lastNumber(), lastNumber),
                        found.nextFrame());
        this.settings = settings;
        this.admission = admission;
        this.downstream = downstream;
        this.waryUntilNanos = worker.elapsedNanos();
        this.failure =
                new RepeatedFailure(
                        "The commit log in " + directory + " fails",
                        new WorkerTime(worker),
                        LOG::error,
                        LOG::info);
    }

    /** Writing ahead only helps if callers wait for syncs. */
    private static long aheadLimit(Settings settings) {
        return settings.sync() instanceof Sync.Always ? settings.fileBytes() : 0;
    }

    /**
     * Begins the first file; on the thread that starts the store. A full disk does not prevent the
     * start: stored messages can be read and acknowledged, and limits and age make space for more.
     */
    public void begin() throws IOException {
        try {
            log.begin();
            hasBegun = true;
            downstream.begun(log.number());
        } catch (IOException e) {
            if (!DiskFailure.isNoSpace(e)) {
                throw e;
            }
            LOG.error(
                    "There is no space for the commit log in {}: messages are refused", directory);
            refuseUntilRetried(e);
        }
        if (settings.sync() instanceof Sync.Interval(var interval)) {
            forceLater(interval.toNanos());
        }
    }

    private void forceLater(long intervalNanos) {
        worker.executeAfter(
                intervalNanos,
                () -> {
                    if (!isClosed) {
                        inTurn(this::forceNow);
                        forceLater(intervalNanos);
                    }
                });
    }

    private void forceNow() {
        try {
            if (log.isOpen()) {
                log.force();
            }
        } catch (IOException e) {
            failed("it could not be synced", e);
            log.end();
            downstream.inDoubt();
            beginNext();
        }
    }

    /** Takes something to be made durable; from any thread, in order for each. */
    public void submit(List<Commit> commits) {
        queue.add(commits);
        if (isQuick() && isTaken.compareAndSet(false, true)) {
            OnShard caller = new OnShard();
            try {
                writeHere(caller);
            } finally {
                isTaken.set(false);
            }
            caller.tell();
        }
        wake();
    }

    /** Who commits a batch. */
    private interface Caller {
        /** The batch is durable. */
        void durable(DurableNews news);

        /** Does something in turn that may wait for the disk. */
        void slowly(Runnable task);
    }

    private static final class OnWorker implements Caller {
        @Override
        public void durable(DurableNews news) {
            news.tellByTasks();
        }

        @Override
        public void slowly(Runnable task) {
            task.run();
        }
    }

    /** Tells the shard when its turn is over, and leaves to the worker what may take long. */
    private final class OnShard implements Caller {
        private @Nullable DurableNews news;

        @Override
        public void durable(DurableNews written) {
            news = written;
        }

        @Override
        public void slowly(Runnable task) {
            worker.execute(() -> inTurn(task));
        }

        void tell() {
            if (news != null) {
                news.tellHere();
            }
        }
    }

    private boolean isQuick() {
        return !(settings.sync() instanceof Sync.Always) && queue.bytes() <= SMALL_BYTES;
    }

    /** Writes what has gathered, on a shard, if this is only a copy into the page cache. */
    private void writeHere(Caller caller) {
        long began = worker.elapsedNanos();
        boolean isCalm =
                began - waryUntilNanos >= 0
                        && log.isOpen()
                        && log.sizeBytes() + SMALL_BYTES < settings.fileBytes()
                        && !admission.isFull()
                        && downstream.hasRoom();
        if (isCalm) {
            commitNext(caller);
            long ended = worker.elapsedNanos();
            if (ended - began > SLOW_NANOS) {
                waryNanos = Math.clamp(2 * waryNanos, LEAST_WARY_NANOS, MOST_WARY_NANOS);
                waryUntilNanos = ended + waryNanos;
            } else {
                waryNanos = 0;
            }
        }
    }

    /** Lets the committer look whether there is something to do; from any thread. */
    public void wake() {
        if (!queue.isEmpty() && isScheduled.compareAndSet(false, true)) {
            worker.execute(this::work);
        }
    }

    private void work() {
        isScheduled.set(false);
        inTurn(this::commitIfThereIsRoom);
    }

    private void commitIfThereIsRoom() {
        if (downstream.hasRoom()) {
            commitNext(onWorker);
            wake();
        }
    }

    /**
     * Does something that shards must not do meanwhile; on the worker. If a shard writes just now,
     * that is over in a moment, and the worker comes back.
     */
    private void inTurn(Runnable task) {
        if (!isTaken.compareAndSet(false, true)) {
            worker.execute(() -> inTurn(task));
            return;
        }
        try {
            task.run();
        } finally {
            isTaken.set(false);
        }
    }

    /**
     * Commits everything that is there, and syncs it; nothing comes any more, and no shard is at
     * work.
     */
    public void finish() {
        while (!queue.isEmpty()) {
            commitNext(onWorker);
        }
        isClosed = true;
        try {
            if (log.isOpen()) {
                log.force();
            }
        } catch (IOException e) {
            LOG.error(
                    "The commit log in {} could not be synced at the end: {}",
                    directory,
                    e.getMessage());
            downstream.inDoubt();
        }
        log.end();
    }

    private void commitNext(Caller caller) {
        List<Commit> batch = queue.take();
        if (batch.isEmpty()) {
            return;
        }
        if (!downstream.admits(CommitQueue.recordBytes(batch), batch.size(), queue.bytes())) {
            refuse(batch);
            return;
        }
        boolean wasWritten = false;
        try {
            log.append(runsOf(batch));
            wasWritten = true;
            if (settings.sync() instanceof Sync.Always) {
                log.force();
            }
        } catch (IOException e) {
            lost(caller, batch, wasWritten, e);
            return;
        }
        caller.durable(DurableNews.of(batch));
        long number = log.number();
        batch.forEach(commit -> commit.run().committedIn(number));
        downstream.committed(batch);
        if (log.sizeBytes() >= settings.fileBytes() || isToEndEarly()) {
            caller.slowly(this::rollIfDue);
        }
    }

    private void rollIfDue() {
        if (log.isOpen() && log.sizeBytes() >= settings.fileBytes()) {
            roll();
        }
        endEarlyIfFull();
    }

    /** Gives up the current file if space is scarce, once its content is elsewhere. */
    public void makeRoom() {
        worker.execute(() -> inTurn(this::endEarlyIfFull));
    }

    private void endEarlyIfFull() {
        if (isToEndEarly()) {
            roll();
        }
    }

    private boolean isToEndEarly() {
        return admission.isFull()
                && !isClosed
                && log.isOpen()
                && log.sizeBytes() >= WORTH_ENDING_BYTES;
    }

    /** There is no space for a batch: it is as lost as one that could not be written. */
    private void refuse(List<Commit> batch) {
        lose(
                batch,
                new StoreException(
                        StoreException.Kind.FULL,
                        "write",
                        directory.toString(),
                        "no space: the message is not stored. Free some, or lower the channels'"
                                + " limits"));
    }

    private static List<MessageRun> runsOf(List<Commit> batch) {
        List<MessageRun> runs = new ArrayList<>(batch.size());
        for (Commit commit : batch) {
            runs.add(commit.run());
        }
        return runs;
    }

    private void lost(Caller caller, List<Commit> batch, boolean wasWritten, IOException cause) {
        failed("%d batches of messages are refused".formatted(batch.size()), cause);
        log.abandonFrame(wasWritten);
        downstream.notCommitted();
        StoreException why =
                new StoreException(
                        downstream.kindOf(cause),
                        wasWritten ? "sync" : "write",
                        CommitLog.path(directory, log.number()).toString(),
                        "the message is not stored: " + cause.getMessage() + "; try it again",
                        cause);
        lose(batch, why);
        if (!(settings.sync() instanceof Sync.Always)) {
            downstream.inDoubt(); // the earlier part of the file will not be synced any more
        }
        caller.slowly(this::beginUnlessOpen);
    }

    /** A stack trace is for bugs; this one tells where the system was called. */
    private void failed(String what, IOException cause) {
        failure.happened(what + ": " + cause.getMessage());
        LOG.debug("The commit log in {} fails", directory, cause);
    }

    private void lose(List<Commit> batch, StoreException why) {
        for (Commit commit : batch) {
            queue.lost(commit);
            commit.run().release();
            ShardTasks.tell(commit.log().owner(), () -> commit.log().onLost(commit.era(), why));
        }
    }

    /**
     * Continues in the next file, or in none until there is one. A next file that had been begun in
     * vain would make the later writes to this one void.
     */
    private void roll() {
        try {
            if (settings.sync() instanceof Sync.Interval) {
                log.force();
            }
        } catch (IOException e) {
            failed("it could not be synced", e);
            downstream.inDoubt();
        }
        log.end();
        beginNext();
    }

    private void beginNext() {
        long ended = log.number();
        long endedBytes = log.sizeBytes();
        try {
            log.begin();
        } catch (IOException e) {
            refuseUntilRetried(e);
            return;
        }
        downstream.begun(log.number());
        if (hasBegun) { // else it was an earlier run's, which the writer knows
            downstream.ended(ended, endedBytes);
        }
        hasBegun = true;
        admission.worksAgain();
    }

    private void refuseUntilRetried(IOException why) {
        admission.failed(
                downstream.kindOf(why),
                "%s cannot be written: %s. It is tried again each second"
                        .formatted(directory, why.getMessage()));
        retryLater();
    }

    private void retryLater() {
        if (!isRetrying) {
            isRetrying = true;
            worker.executeAfter(RETRY_NANOS, () -> inTurn(this::retry));
        }
    }

    private void retry() {
        isRetrying = false;
        beginUnlessOpen();
    }

    private void beginUnlessOpen() {
        if (!isClosed && !log.isOpen()) {
            beginNext();
        }
    }
}
