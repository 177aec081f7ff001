package dev.stanchion.store.file.catalog;

import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RepeatedFailure;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.store.file.commit.Checkpoint;
import dev.stanchion.store.file.delivery.DeliveryLog;
import dev.stanchion.store.file.delivery.DeliveryLogs;
import dev.stanchion.store.file.delivery.DeliverySink;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFailure;
import dev.stanchion.store.file.recordlog.OverlongTextException;
import dev.stanchion.store.file.recordlog.RecordLog;
import dev.stanchion.store.file.segment.SegmentNote;
import dev.stanchion.store.file.work.ShardTasks;
import dev.stanchion.store.file.work.Worker;
import dev.stanchion.store.file.work.WorkerTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the catalog. Whatever has gathered is written with one write, and synced once if
 * anybody waits for that. Safe for use by many threads; the keeper does the work.
 */
public final class Catalog implements Checkpoint, ClientLog, DeliveryLogs.Catalog {
    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);
    static final String NAME = "catalog";
    private static final int MAX_RECORDS_PER_WRITE = 4096;
    private static final long LAZY_SYNC_NANOS = 50_000_000L;

    private final Worker worker;
    private final Path path;
    private final CatalogTable table;
    private final RecordLog log;
    private final Spare spare;
    private final RepeatedFailure failure;
    private final Queue<Statement> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isScheduled = new AtomicBoolean();
    private volatile boolean isSpareMissing;
    private boolean isDamaged;
    private boolean isBroken;
    private boolean isSyncScheduled;
    private boolean isClosed;

    /**
     * Something to record.
     *
     * @param record null if there is nothing new, and somebody wants to know what was before
     * @param isFact whether it is so, recorded or not: what was delivered is delivered
     */
    private record Statement(
            @Nullable CatalogRecord record,
            @Nullable ByteBuffer body,
            boolean isFact,
            @Nullable Consumer<@Nullable StoreException> whenSafe) {}

    private Catalog(Worker worker, Path path, CatalogTable table, RecordLog log, Spare spare) {
        this.worker = worker;
        this.path = path;
        this.table = table;
        this.log = log;
        this.spare = spare;
        this.failure =
                new RepeatedFailure(
                        path + " cannot be written, so it is written anew as a whole",
                        new WorkerTime(worker),
                        LOG::error,
                        LOG::info);
        this.isSpareMissing = spare.isMissing();
    }

    /**
     * Reads the catalog of a directory, or begins one; on the thread that starts the store.
     *
     * @param spareBytes that may be kept for a disk that is full; 0 for none
     */
    public static Catalog open(Worker worker, Disk disk, Path directory, long spareBytes)
            throws IOException {
        Path path = directory.resolve(NAME);
        CatalogDamage damage = new CatalogDamage(disk, path);
        CatalogTable table = new CatalogTable();
        RecordLog log = read(disk, path, table, damage);
        try {
            Spare spare = new Spare(disk, directory, spareBytes);
            Catalog catalog = new Catalog(worker, path, table, log, spare);
            catalog.begin(disk, directory, damage);
            return catalog;
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
    }

    static RecordLog read(Disk disk, Path path, CatalogTable table, RecordLog.OnDamage onDamage)
            throws IOException {
        return RecordLog.open(
                new DiskLogFiles(disk),
                path,
                RecordLog.Safety.MACHINE,
                0,
                body -> take(table, body, path),
                onDamage);
    }

    private static void take(CatalogTable table, ByteBuffer body, Path path) {
        try {
            CatalogRecord record = CatalogCodec.decode(body.duplicate());
            ByteBuffer own = ByteBuffer.allocate(body.remaining()).put(body.duplicate()).flip();
            table.apply(record, own);
        } catch (OverlongTextException e) {
            table.apply(CatalogCodec.withoutNames(body.duplicate()), EMPTY);
            LOG.warn(
                    "{}: {}, which no client can use any more (at most 4096). What it belongs to"
                            + " is left out; files of a channel stay where they are",
                    path,
                    e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    StoreException.Kind.CORRUPT,
                    "read",
                    path.toString(),
                    e.getMessage() + "; a newer Stanchion may have written it, start that one",
                    e);
        }
    }

    private void begin(Disk disk, Path directory, CatalogDamage damage) throws IOException {
        if (log.cutBytes() > 0) {
            LOG.warn(
                    "{} is cut at offset {}: {} bytes behind it are no whole record",
                    path,
                    log.sizeBytes(),
                    log.cutBytes());
        }
        if (damage.isAny()) {
            isDamaged = true;
            damage.tell();
            log.compact(table.records());
        }
        log.force();
        disk.syncDirectory(directory);
    }

    /** Tells whether something of it could not be read when it was opened. */
    public boolean isDamaged() {
        return isDamaged;
    }

    /** Tells whether there was none when it was opened. */
    public boolean isNew() {
        return log.isNew();
    }

    /** Returns what was read; for the thread that starts the store, before it works. */
    public CatalogContent content() {
        return CatalogContent.of(table);
    }

    /** Returns the number of a channel, 0 if there is none of this name; for the same thread. */
    public long numberOf(String name) {
        ChannelEntry entry = table.channel(name);
        return entry == null ? 0 : entry.number();
    }

    /** Returns which files of the commit log there must be; for the same thread. */
    public Set<Long> commitFiles() {
        return table.commitFiles();
    }

    /** Returns how the last run ended; for the thread that starts the store, before it works. */
    public RunRecord lastRun() {
        boolean isNew = table.run().number() == 0 && table.channels().isEmpty();
        return isNew ? RunRecord.NONE.ended() : table.run();
    }

    /**
     * Records that a run begins, with what the one before had not recorded here yet; on the thread
     * that starts the store, before it works.
     *
     * @param history tells what the run before had written down elsewhere
     * @return whether it is safe; if not, the disk is full, and the run before is still the last
     *     one there
     */
    public boolean beginRun(RunRecord run, Consumer<DeliverySink> history) {
        SubscriptionReplay replay = new SubscriptionReplay(table);
        history.accept(replay);
        List<CatalogRecord> records = replay.records(DeliveryLog.beforeRun(run.number()));
        records.add(new CatalogRecord.Run(run));
        List<ByteBuffer> bodies = records.stream().map(CatalogCodec::encode).toList();
        StoreException failure = write(bodies.stream().map(ByteBuffer::duplicate).toList(), true);
        for (int i = 0; i < bodies.size(); i++) {
            table.apply(records.get(i), bodies.get(i));
        }
        if (failure != null && failure.kind() != StoreException.Kind.FULL) {
            throw failure;
        }
        return failure == null;
    }

    /** The run ends in good order; behind all that it has recorded. */
    public void endRun() {
        worker.execute(() -> state(new CatalogRecord.Run(table.run().ended()), true, null));
    }

    /** Deliveries and acknowledgements of this run are not all recorded. */
    @Override
    public void runIsIncomplete() {
        worker.execute(() -> {
            if (!table.run().isIncomplete()) {
                state(new CatalogRecord.Run(table.run().incomplete()), true, null);
            }
        });
    }

    /**
     * As the other, and tells the keeper when that is safe.
     *
     * @param otherwise given why it is not
     */
    public void runIsIncomplete(Runnable whenSafe, Consumer<StoreException> otherwise) {
        worker.execute(() -> {
            CatalogRecord.@Nullable Run news =
                    table.run().isIncomplete()
                            ? null // and perhaps not on the disk yet
                            : new CatalogRecord.Run(table.run().incomplete());
            ByteBuffer body = news == null ? null : CatalogCodec.encode(news);
            add(new Statement(news, body, true, either(whenSafe, otherwise)));
        });
    }

    @Override
    public void whenWritten(Consumer<Boolean> written) {
        worker.execute(() -> {
            writeAll();
            written.accept(!isBroken && !isClosed);
        });
    }

    /** Lets go of the file as it is; the store does not start. */
    public void abandon() throws IOException {
        log.close();
    }

    /** Records who the server is, and waits for it. */
    public void initialize(ServerRecord server) {
        AtomicReference<@Nullable StoreException> failure = new AtomicReference<>();
        AtomicBoolean isAnswered = new AtomicBoolean();
        state(
                new CatalogRecord.Server(server),
                false,
                why -> {
                    failure.set(why);
                    isAnswered.set(true);
                });
        worker.call(this::writeAll);
        StoreException why = failure.get();
        if (why != null) {
            throw why;
        }
        if (!isAnswered.get()) {
            throw new IllegalStateException("the store is closed");
        }
    }

    /** A channel that is there, by its name, once that is safe; it is made if there is none. */
    public void channel(
            String name, Consumer<KnownChannel> known, Consumer<StoreException> failed) {
        worker.execute(() -> {
            ChannelEntry entry = table.channel(name);
            if (entry != null) {
                known.accept(KnownChannel.of(entry));
                return;
            }
            CatalogRecord.Channel made = new CatalogRecord.Channel(table.nextNumber(), name, 0);
            table.apply(new CatalogRecord.Numbers(made.number() + 1), EMPTY);
            state(
                    made,
                    false,
                    why -> {
                        if (why == null) {
                            known.accept(KnownChannel.made(made.number(), name));
                        } else {
                            failed.accept(why);
                        }
                    });
        });
    }

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    /**
     * A channel is deleted.
     *
     * @param done given its number once that is safe; 0 if there was none of this name
     */
    public void delete(String name, Consumer<Long> done, Consumer<StoreException> failed) {
        worker.execute(() -> {
            ChannelEntry entry = table.channel(name);
            if (entry == null) {
                done.accept(0L);
                return;
            }
            state(
                    new CatalogRecord.ChannelDeleted(entry.number()),
                    false,
                    why -> {
                        if (why == null) {
                            done.accept(entry.number());
                        } else {
                            failed.accept(why);
                        }
                    });
        });
    }

    /** Nothing is left of a deleted channel. */
    public void forget(long number) {
        state(new CatalogRecord.ChannelForgotten(number), true, null);
    }

    /** A channel was found that the catalog had lost; on the thread that starts the store. */
    public void adopt(long number, String name) {
        state(new CatalogRecord.Channel(number, name, 0), true, null);
        worker.call(this::writeAll);
    }

    @Override
    public void put(ClientRecord client, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        state(new CatalogRecord.Client(client), false, answering(owner, outcome));
    }

    @Override
    public void delete(String clientId, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        state(new CatalogRecord.ClientGone(clientId), false, answering(owner, outcome));
    }

    /**
     * Records a subscription as it is now, with all that is pending of it, in order.
     *
     * @param frame the last that its shard's delivery log has
     */
    public void subscription(
            long channel, SubscriptionRecord subscription, long[] pending, long frame) {
        state(new CatalogRecord.Subscription(channel, subscription, pending, frame), true, null);
    }

    /** Records that a subscription has ended. */
    public void subscriptionGone(long channel, long id) {
        state(new CatalogRecord.SubscriptionGone(channel, id), true, null);
    }

    /** Answers when all that was recorded before is safe. */
    public void flush(ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        add(new Statement(null, null, true, answering(owner, outcome)));
    }

    /** Records marks, without anybody waiting for it. */
    public void mark(Mark mark) {
        state(new CatalogRecord.Mark(mark), true, null);
    }

    /** Files of the commit log up to one are not missed any more; for the same thread. */
    public void commitFilesMayBeGone(long upTo) {
        state(new CatalogRecord.CommitFile(upTo + 1, 0), true, null);
        worker.call(this::writeAll);
    }

    @Override
    public void commitFileBegun(long number) {
        state(new CatalogRecord.CommitFile(0, number), true, null);
    }

    @Override
    public void record(Facts facts, Runnable whenSafe, Consumer<StoreException> otherwise) {
        for (Mark mark : facts.marks()) {
            mark(mark);
        }
        for (SegmentNote note : facts.segments()) {
            state(new CatalogRecord.Segment(note), true, null);
        }
        if (facts.commitNeededFrom() > 0) {
            state(new CatalogRecord.CommitFile(facts.commitNeededFrom(), 0), true, null);
        }
        add(new Statement(null, null, true, either(whenSafe, otherwise)));
    }

    private static Consumer<@Nullable StoreException> either(
            Runnable whenSafe, Consumer<StoreException> otherwise) {
        return why -> {
            if (why == null) {
                whenSafe.run();
            } else {
                otherwise.accept(why);
            }
        };
    }

    private static Consumer<@Nullable StoreException> answering(
            ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        return why ->
                ShardTasks.tell(
                        owner,
                        () -> {
                            if (why == null) {
                                outcome.succeeded(Outcome.Done.DONE);
                            } else {
                                outcome.failed(why);
                            }
                        });
    }

    private void state(
            CatalogRecord record,
            boolean isFact,
            @Nullable Consumer<@Nullable StoreException> whenSafe) {
        add(new Statement(record, CatalogCodec.encode(record), isFact, whenSafe));
    }

    private void add(Statement statement) {
        queue.add(statement);
        if (isScheduled.compareAndSet(false, true)) {
            worker.execute(this::writeSome);
        }
    }

    private void writeSome() {
        isScheduled.set(false);
        writeNext();
        if (!queue.isEmpty() && isScheduled.compareAndSet(false, true)) {
            worker.execute(this::writeSome);
        }
    }

    private void writeAll() {
        while (!queue.isEmpty()) {
            writeNext();
        }
    }

    private void writeNext() {
        List<Statement> taken = new ArrayList<>();
        List<ByteBuffer> bodies = new ArrayList<>();
        boolean isAwaited = false;
        while (taken.size() < MAX_RECORDS_PER_WRITE) {
            Statement next = queue.poll();
            if (next == null) {
                break;
            }
            taken.add(next);
            isAwaited |= next.whenSafe() != null;
            if (next.body() != null) {
                bodies.add(next.body().duplicate());
            }
        }
        StoreException failure = isClosed ? closed() : write(bodies, isAwaited);
        for (Statement statement : taken) {
            adopt(statement, failure);
        }
        for (Statement statement : taken) {
            if (statement.whenSafe() != null) {
                statement.whenSafe().accept(failure);
            }
        }
    }

    private void adopt(Statement statement, @Nullable StoreException failure) {
        CatalogRecord record = statement.record();
        ByteBuffer body = statement.body();
        if (record != null && body != null && (failure == null || statement.isFact())) {
            table.apply(record, body);
        }
    }

    private @Nullable StoreException write(List<ByteBuffer> bodies, boolean isAwaited) {
        IOException why = tryToWrite(bodies, isAwaited);
        if (why != null && DiskFailure.isNoSpace(why) && spare.giveUp()) {
            isSpareMissing = true;
            why = tryToWrite(bodies, isAwaited);
        }
        if (why == null) {
            compactIfWorth(bodies);
            return null;
        }
        isBroken = true; // it lacks what was to be written
        failed(why);
        return new StoreException(
                DiskFailure.kindOf(why),
                "write",
                path.toString(),
                why.getMessage() + "; try it again",
                why);
    }

    /** Returns what has failed, with nothing of the bodies in the file then; null if nothing. */
    private @Nullable IOException tryToWrite(List<ByteBuffer> bodies, boolean isAwaited) {
        try {
            if (isBroken) {
                log.compact(table.records());
                isBroken = false;
                LOG.debug("{} was written anew and is whole again", path);
            }
            if (!bodies.isEmpty()) {
                log.append(bodies);
            }
        } catch (IOException e) {
            return e;
        }
        if (!isAwaited) {
            if (!bodies.isEmpty()) {
                syncSoon();
            }
            return null;
        }
        try {
            log.force();
            return null;
        } catch (IOException e) {
            isBroken = true; // what was written before may not be on the disk, whatever a sync says
            return e;
        }
    }

    /** There is space on the disk; from any thread. What was given up without it is taken back. */
    @Override
    public void hasSpace() {
        if (isSpareMissing) {
            isSpareMissing = false;
            worker.execute(() -> {
                if (!isClosed && spare.isMissing()) {
                    spare.restore(log.sizeBytes());
                    isSpareMissing = spare.isMissing();
                }
            });
        }
    }

    private void failed(IOException why) {
        failure.happened(String.valueOf(why.getMessage()));
        LOG.debug("{} cannot be written", path, why);
    }

    /** What nobody waits for is on the disk a moment later, too. */
    private void syncSoon() {
        if (!isSyncScheduled) {
            isSyncScheduled = true;
            worker.executeAfter(LAZY_SYNC_NANOS, this::syncNow);
        }
    }

    private void syncNow() {
        isSyncScheduled = false;
        if (isClosed || isBroken) {
            return;
        }
        try {
            log.force();
        } catch (IOException e) {
            isBroken = true;
            failed(e);
        }
    }

    private void compactIfWorth(List<ByteBuffer> bodies) {
        if (log.isWorthCompacting()) {
            try {
                log.compact(withNew(bodies));
            } catch (IOException e) {
                LOG.debug("{} cannot be compacted for now", path, e); // all is in it as it is
            }
        }
    }

    /** The table does not know yet what was just appended. */
    private Iterable<ByteBuffer> withNew(List<ByteBuffer> bodies) {
        return () ->
                Stream.concat(
                                table.stream(),
                                bodies.stream().map(body -> body.duplicate().rewind()))
                        .iterator();
    }

    private StoreException closed() {
        return new StoreException(
                StoreException.Kind.IO, "write", path.toString(), "the store is closed");
    }

    /**
     * Writes and syncs what there is, and closes the file; on the keeper.
     *
     * @return whether all of it is safe
     */
    public boolean finish() {
        writeAll();
        boolean isSafe = true;
        try {
            if (isBroken) {
                log.compact(table.records());
            }
            log.force();
        } catch (IOException e) {
            LOG.error("{} may lack what was recorded last", path, e);
            isSafe = false;
        }
        isClosed = true;
        try {
            log.close();
        } catch (IOException e) {
            LOG.warn("{} could not be closed", path, e);
        }
        return isSafe;
    }
}
