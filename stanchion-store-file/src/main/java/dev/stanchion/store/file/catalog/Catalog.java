package dev.stanchion.store.file.catalog;

import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.store.file.commit.Checkpoint;
import dev.stanchion.store.file.delivery.DeliveryLog;
import dev.stanchion.store.file.delivery.DeliveryLogs;
import dev.stanchion.store.file.delivery.DeliverySink;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.segment.SegmentNote;
import dev.stanchion.store.file.work.ShardTasks;
import dev.stanchion.store.file.work.Worker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The operations on the catalog. Safe for use by many threads; the keeper does the work. */
public final class Catalog implements Checkpoint, ClientLog, DeliveryLogs.Catalog {
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final Worker worker;
    private final CatalogTable table;
    private final CatalogFile file;
    private final CatalogWriter writer;

    private Catalog(Worker worker, CatalogTable table, CatalogFile file) {
        this.worker = worker;
        this.table = table;
        this.file = file;
        this.writer = new CatalogWriter(worker, table, file);
    }

    /**
     * Reads the catalog of a directory, or begins one; on the thread that starts the store.
     *
     * @param spareBytes that may be kept for a disk that is full; 0 for none
     */
    public static Catalog open(Worker worker, Disk disk, Path directory, long spareBytes)
            throws IOException {
        CatalogTable table = new CatalogTable();
        CatalogFile file = CatalogFile.open(worker, disk, directory, table, spareBytes);
        return new Catalog(worker, table, file);
    }

    /** Returns whether a part of it could not be read when it was opened. */
    public boolean isDamaged() {
        return file.isDamaged();
    }

    /** Returns whether there was none when it was opened. */
    public boolean isNew() {
        return file.isNew();
    }

    /**
     * Returns its content at the opening; for the thread that starts the store, before it works.
     */
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
     * Records that a run begins, with the changes that the last run had not recorded here yet; on
     * the thread that starts the store, before it works.
     *
     * @param history the records that the last run had written elsewhere
     * @return whether it is safe; if not, the disk is full, and the catalog still names the last
     *     run
     */
    public boolean beginRun(RunRecord run, Consumer<DeliverySink> history) {
        SubscriptionReplay replay = new SubscriptionReplay(table);
        history.accept(replay);
        List<CatalogRecord> records = replay.records(DeliveryLog.beforeRun(run.number()));
        records.add(new CatalogRecord.Run(run));
        List<ByteBuffer> bodies = records.stream().map(CatalogCodec::encode).toList();
        StoreException failure =
                file.write(bodies.stream().map(ByteBuffer::duplicate).toList(), true);
        for (int i = 0; i < bodies.size(); i++) {
            table.apply(records.get(i), bodies.get(i));
        }
        if (failure != null && failure.kind() != StoreException.Kind.FULL) {
            throw failure;
        }
        return failure == null;
    }

    /**
     * The run ends in good order; behind all that it has recorded. If it began with doubts about
     * deliveries, the doubts are in the records of subscriptions by now, but only of channels that
     * were opened.
     *
     * @param openedAll whether that was each channel with subscriptions
     */
    public void endRun(boolean openedAll) {
        worker.execute(() -> {
            if (openedAll || !table.run().isIncomplete()) {
                writer.fact(new CatalogRecord.Run(table.run().ended()));
            }
        });
    }

    /** Deliveries and acknowledgements of this run are not all recorded. */
    @Override
    public void runIsIncomplete() {
        worker.execute(() -> {
            if (!table.run().isIncomplete()) {
                writer.fact(new CatalogRecord.Run(table.run().incomplete()));
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
            Consumer<@Nullable StoreException> told = either(whenSafe, otherwise);
            if (table.run().isIncomplete()) { // and perhaps not on the disk yet
                writer.whenSafe(told);
            } else {
                writer.fact(new CatalogRecord.Run(table.run().incomplete()), told);
            }
        });
    }

    @Override
    public void whenWritten(Consumer<Boolean> written) {
        worker.execute(() -> {
            writer.writeAll();
            written.accept(file.isWhole());
        });
    }

    /** Lets go of the file as it is; the store does not start. */
    public void abandon() throws IOException {
        file.abandon();
    }

    /** Records the identity of the server, and waits for it. */
    public void initialize(ServerRecord server) {
        AtomicReference<@Nullable StoreException> failure = new AtomicReference<>();
        AtomicBoolean isAnswered = new AtomicBoolean();
        writer.decision(
                new CatalogRecord.Server(server),
                why -> {
                    failure.set(why);
                    isAnswered.set(true);
                });
        worker.call(writer::writeAll);
        StoreException why = failure.get();
        if (why != null) {
            throw why;
        }
        if (!isAnswered.get()) {
            throw new IllegalStateException("the store is closed");
        }
    }

    /**
     * Answers with a channel by its name, once that is safe. It is created if it does not exist.
     */
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
            writer.decision(
                    made,
                    why -> {
                        if (why == null) {
                            known.accept(KnownChannel.made(made.number(), name));
                        } else {
                            failed.accept(why);
                        }
                    });
        });
    }

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
            writer.decision(
                    new CatalogRecord.ChannelDeleted(entry.number()),
                    why -> {
                        if (why == null) {
                            done.accept(entry.number());
                        } else {
                            failed.accept(why);
                        }
                    });
        });
    }

    /** Records that no file of a deleted channel is left. */
    public void forget(long number) {
        writer.fact(new CatalogRecord.ChannelForgotten(number));
    }

    /** A channel was found that the catalog had lost; on the thread that starts the store. */
    public void adopt(long number, String name) {
        writer.fact(new CatalogRecord.Channel(number, name, 0));
        worker.call(writer::writeAll);
    }

    @Override
    public void put(ClientRecord client, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        writer.decision(new CatalogRecord.Client(client), answering(owner, outcome));
    }

    @Override
    public void delete(String clientId, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        writer.decision(new CatalogRecord.ClientGone(clientId), answering(owner, outcome));
    }

    /**
     * Records a subscription as it is now, with all that is pending of it, in order.
     *
     * @param frame the last that its shard's delivery log has
     */
    public void subscription(
            long channel, SubscriptionRecord subscription, long[] pending, long frame) {
        writer.fact(new CatalogRecord.Subscription(channel, subscription, pending, frame));
    }

    /** Records that a subscription has ended. */
    public void subscriptionGone(long channel, long id) {
        writer.fact(new CatalogRecord.SubscriptionGone(channel, id));
    }

    /** Answers when all that was recorded before is safe. */
    public void flush(ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        writer.whenSafe(answering(owner, outcome));
    }

    /** Records marks, without anybody waiting for it. */
    public void mark(Mark mark) {
        writer.fact(new CatalogRecord.Mark(mark));
    }

    /** Files of the commit log up to one are not missed any more; for the same thread. */
    public void commitFilesMayBeGone(long upTo) {
        writer.fact(new CatalogRecord.CommitFile(upTo + 1, 0));
        worker.call(writer::writeAll);
    }

    @Override
    public void commitFileBegun(long number) {
        writer.fact(new CatalogRecord.CommitFile(0, number));
    }

    @Override
    public void record(Facts facts, Runnable whenSafe, Consumer<StoreException> otherwise) {
        for (Mark mark : facts.marks()) {
            mark(mark);
        }
        for (SegmentNote note : facts.segments()) {
            writer.fact(new CatalogRecord.Segment(note));
        }
        if (facts.commitNeededFrom() > 0) {
            writer.fact(new CatalogRecord.CommitFile(facts.commitNeededFrom(), 0));
        }
        writer.whenSafe(either(whenSafe, otherwise));
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

    /** There is space on the disk; from any thread. */
    @Override
    public void hasSpace() {
        file.hasSpace();
    }

    /**
     * Writes and syncs everything, and closes the file; on the keeper.
     *
     * @return whether all of it is safe
     */
    public boolean finish() {
        writer.writeAll();
        return file.finish();
    }
}
