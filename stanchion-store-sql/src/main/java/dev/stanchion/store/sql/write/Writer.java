package dev.stanchion.store.sql.write;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.remote.Admission;
import dev.stanchion.store.remote.Outage;
import dev.stanchion.store.sql.database.Database;
import dev.stanchion.store.sql.database.Failure;
import dev.stanchion.store.sql.database.StoreTime;
import dev.stanchion.store.sql.lease.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes all changes, on its own thread. While one transaction runs, the shards gather the changes
 * of the next one. A slower database makes bigger batches, so the writer needs no timer.
 *
 * <p>After a transient failure (a lost connection, a deadlock, a full disk), the writer retries
 * until the publishers' patience ends. Then it reports their messages as lost and drops them. It
 * never drops changes of subscriptions: it writes them when the database is back. A permanent
 * failure concerns one channel or request. So the writer then writes each part of the batch
 * separately, and reports the parts that fail.
 */
public final class Writer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(20).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Database database;
    private final Gathering gathering;
    private final Transaction transaction;
    private final Lease lease;
    private final Admission admission;
    private final Outage outage;
    private final Purge purge;
    private final long beatNanos;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private boolean fenced;
    private StoreException.Kind fencedBy = StoreException.Kind.FENCED;
    private String fencedWhy = "";

    /**
     * The limits and intervals of the writer.
     *
     * @param bulkRows the maximum number of rows in one statement
     * @param patience how long publishers wait for a database that does not answer
     * @param beat how often the writer renews the lock if it writes nothing
     */
    public record Pace(int bulkRows, Duration patience, Duration beat) {}

    /** Writes in a transaction that begins with a check of the lock. */
    private interface Part {
        void write(Connection connection) throws SQLException;
    }

    public Writer(
            Database database,
            Gathering gathering,
            Lease lease,
            Admission admission,
            Purge purge,
            StoreTime time,
            Pace pace,
            Optional<RecentGuids> guids) {
        this.database = database;
        this.gathering = gathering;
        this.transaction = new Transaction(database.dialect(), pace.bulkRows(), guids);
        this.lease = lease;
        this.admission = admission;
        this.outage = new Outage("the database", time::elapsedNanos, pace.patience(), admission);
        this.purge = purge;
        this.beatNanos = pace.beat().toNanos();
    }

    /** Runs until the store closes and all gathered changes are written. */
    @Override
    public void run() {
        try {
            while (!gathering.isEnding() || !gathering.isEmpty()) {
                turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // a test has abandoned the store
        } catch (RuntimeException | Error bug) {
            LOG.error("The store's writer has come to a wrong end", bug);
            fence(
                    gathering.takeMore(),
                    new StoreException(
                            StoreException.Kind.IO,
                            "write",
                            "database",
                            "a defect of the server: " + bug));
        }
    }

    private void turn() throws InterruptedException {
        if (fenced) {
            refuse(gathering.take(Long.MAX_VALUE));
            return;
        }
        Gathering.Batch batch = gathering.take(purge.hasWork() ? 0 : beatNanos);
        if (batch.isEmpty() && purge.hasWork() && !outage.isThere()) {
            purgeOnce();
        } else {
            write(batch);
        }
    }

    private void purgeOnce() throws InterruptedException {
        boolean[] whole = new boolean[1];
        try {
            inTransaction(connection -> whole[0] = purge.removePiece(connection));
            if (whole[0]) {
                purge.finished();
            }
        } catch (SQLException e) {
            LOG.warn("Removing a deleted channel is tried again: {}", Failure.text(e));
            outage.goesOn(Failure.text(e));
        } catch (StoreException e) {
            fence(gathering.takeMore(), e);
        }
    }

    private void inTransaction(Part part) throws SQLException {
        database.inTransaction(connection -> {
            lease.check(connection);
            part.write(connection);
            return true;
        });
        outage.ended();
        pauseNanos = FIRST_PAUSE_NANOS;
    }

    private void write(Gathering.Batch batch) throws InterruptedException {
        while (true) {
            try {
                inTransaction(connection -> writeAll(connection, batch));
                succeeded(batch);
                return;
            } catch (SQLException e) {
                if (!tryAgain(batch, e)) {
                    return;
                }
            } catch (StoreException e) {
                fence(batch, e);
                return;
            }
        }
    }

    private void writeAll(Connection connection, Gathering.Batch batch) throws SQLException {
        for (ChannelWork.Taken part : batch.channels()) {
            transaction.write(connection, part);
            deleteDropped(connection, part);
        }
        for (Request request : batch.requests()) {
            request.write(connection);
        }
        transaction.trim(connection);
    }

    private void deleteDropped(Connection connection, ChannelWork.Taken part) throws SQLException {
        ChannelWork work = part.work();
        ChannelWork.LogState state = part.state();
        if (state != null) {
            work.dropBelow(state.first());
        }
        if (work.deletedBelow() < work.dropBelow()) {
            long from = work.deletedBelow();
            work.deleting(transaction.deleteDropped(connection, work.id(), from, work.dropBelow()));
        }
    }

    private void succeeded(Gathering.Batch batch) {
        for (ChannelWork.Taken part : batch.channels()) {
            succeeded(part);
        }
        batch.requests().forEach(Request::succeeded);
    }

    private void succeeded(ChannelWork.Taken part) {
        ChannelWork work = part.work();
        work.deleted();
        if (work.deletedBelow() < work.dropBelow()) {
            gathering.again(work);
        }
        ChannelWork.LogState state = part.state();
        if (state != null) {
            work.durable(state.last());
            work.listener().durable(state);
        }
    }

    /** Handles a failure. Returns whether the writer must retry the whole batch. */
    private boolean tryAgain(Gathering.Batch batch, SQLException e) throws InterruptedException {
        batch.channels().forEach(part -> part.work().uncertain());
        if (!Failure.isTransient(e)) {
            writeEachAlone(batch, e);
            return false;
        }
        String why = Failure.text(e);
        boolean enough = outage.goesOn(why) || gathering.isEnding();
        gathering.pause(pauseNanos);
        pauseNanos = Math.min(pauseNanos * 2, LONGEST_PAUSE_NANOS);
        if (enough) {
            StoreException.Kind kind =
                    Failure.isFull(e) ? StoreException.Kind.FULL : StoreException.Kind.IO;
            giveUp(batch, kind, outage.reason(why), !gathering.isEnding());
            return false;
        }
        return true;
    }

    private void giveUp(
            Gathering.Batch batch, StoreException.Kind kind, String why, boolean keepChanges) {
        for (ChannelWork.Taken part : batch.channels()) {
            if (isAwaited(part)) {
                lose(part.work(), new StoreException(kind, "append", part.work().name(), why));
            }
            if (keepChanges) {
                gathering.putBack(part);
            }
        }
        for (Request request : batch.requests()) {
            fail(request, kind, why);
        }
    }

    /**
     * Tells whether a publisher waits for the part. Deletions and changes of subscriptions can
     * wait.
     */
    private static boolean isAwaited(ChannelWork.Taken part) {
        ChannelWork.LogState state = part.state();
        return state != null && state.last() > part.work().durable();
    }

    private void lose(ChannelWork work, StoreException why) {
        if (gathering.beginLosing(work)) {
            work.listener().lost(why);
        }
    }

    private static void fail(Request request, StoreException.Kind kind, String why) {
        request.failed(new StoreException(kind, request.operation(), request.place(), why));
    }

    /** Writes each part separately, so that one failing part does not affect the others. */
    private void writeEachAlone(Gathering.Batch batch, SQLException why)
            throws InterruptedException {
        if (batch.parts() == 1) {
            LOG.error("A write has failed for good: {}", Failure.text(why));
            outage.ended(); // the database has answered
            giveUp(batch, StoreException.Kind.IO, Failure.text(why), false);
            return;
        }
        for (ChannelWork.Taken part : batch.channels()) {
            writeOne(new Gathering.Batch(List.of(part), List.of()));
        }
        for (Request request : batch.requests()) {
            writeOne(new Gathering.Batch(List.of(), List.of(request)));
        }
    }

    private void writeOne(Gathering.Batch part) throws InterruptedException {
        if (fenced) {
            refuse(part);
        } else {
            write(part);
        }
    }

    /** Stops all writing and tells all waiting callers, because another server has the lock. */
    private void fence(Gathering.Batch batch, StoreException why) {
        fenced = true;
        String reason = String.valueOf(why.getMessage());
        LOG.error(
                "This server has lost its database and refuses everything from now on: {}. What it"
                        + " acknowledged is safe",
                reason);
        admission.refuse(why.kind(), reason);
        fencedBy = why.kind();
        fencedWhy = reason;
        refuse(batch);
    }

    private void refuse(Gathering.Batch batch) {
        giveUp(batch, fencedBy, fencedWhy, false);
    }
}
