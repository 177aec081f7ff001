package dev.stanchion.store.file.catalog;

import dev.stanchion.engine.spi.RepeatedFailure;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFailure;
import dev.stanchion.store.file.recordlog.OverlongTextException;
import dev.stanchion.store.file.recordlog.RecordLog;
import dev.stanchion.store.file.work.Worker;
import dev.stanchion.store.file.work.WorkerTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the catalog on the disk, and the spare space for it.
 *
 * <p>The file is <em>broken</em> once a write or a sync has failed, because the part on the disk is
 * unknown then. The next write begins by writing the whole table again.
 *
 * <p>Owned by the keeper, except where a method says otherwise.
 */
final class CatalogFile {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogFile.class);
    private static final String NAME = "catalog";
    private static final long LAZY_SYNC_NANOS = 50_000_000L;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final Worker worker;
    private final Path path;
    private final CatalogTable table;
    private final RecordLog log;
    private final Spare spare;
    private final RepeatedFailure failure;
    private final boolean isDamaged;
    private volatile boolean isSpareMissing;
    private boolean isBroken;
    private boolean isSyncScheduled;
    private boolean isClosed;

    private CatalogFile(
            Worker worker,
            Path path,
            CatalogTable table,
            RecordLog log,
            Spare spare,
            boolean isDamaged) {
        this.worker = worker;
        this.path = path;
        this.table = table;
        this.log = log;
        this.spare = spare;
        this.isDamaged = isDamaged;
        this.failure =
                new RepeatedFailure(
                        path + " cannot be written, so it is written again as a whole",
                        new WorkerTime(worker),
                        LOG::error,
                        LOG::info);
        this.isSpareMissing = spare.isMissing();
    }

    /**
     * Reads the file of a directory, or begins one; on the thread that starts the store.
     *
     * @param table takes over the records; the file is written again from its records
     * @param spareBytes the space that may be kept for a full disk; 0 for none
     */
    static CatalogFile open(
            Worker worker, Disk disk, Path directory, CatalogTable table, long spareBytes)
            throws IOException {
        Path path = pathIn(directory);
        CatalogDamage damage = new CatalogDamage(disk, path);
        RecordLog log = read(disk, path, table, damage);
        try {
            Spare spare = new Spare(disk, directory, spareBytes);
            CatalogFile file = new CatalogFile(worker, path, table, log, spare, damage.isAny());
            file.begin(disk, directory, damage);
            return file;
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
    }

    static Path pathIn(Path directory) {
        return directory.resolve(NAME);
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
                    "{} is cut at offset {}: the {} bytes behind it are an incomplete record",
                    path,
                    log.sizeBytes(),
                    log.cutBytes());
        }
        if (damage.isAny()) {
            damage.tell();
            log.compact(table.records());
        }
        log.force();
        disk.syncDirectory(directory);
    }

    /** Returns whether a part of it could not be read when it was opened. */
    boolean isDamaged() {
        return isDamaged;
    }

    /** Returns whether there was none when it was opened. */
    boolean isNew() {
        return log.isNew();
    }

    /** Returns whether it contains everything that was written to it, and accepts more. */
    boolean isWhole() {
        return !isBroken && !isClosed;
    }

    /**
     * Writes records that the table does not know yet.
     *
     * @param isAwaited whether they must be on the disk when this returns
     * @return the reason why they are not safe; null if they are written
     */
    @Nullable StoreException write(List<ByteBuffer> bodies, boolean isAwaited) {
        if (isClosed) {
            return closed();
        }
        IOException why = tryToWrite(bodies, isAwaited);
        if (why != null && DiskFailure.isNoSpace(why) && spare.giveUp()) {
            isSpareMissing = true;
            why = tryToWrite(bodies, isAwaited);
        }
        if (why == null) {
            compactIfWorth(bodies);
            return null;
        }
        isBroken = true; // the file lacks these records
        failed(why);
        return new StoreException(
                DiskFailure.kindOf(why),
                "write",
                path.toString(),
                why.getMessage() + "; try it again",
                why);
    }

    private StoreException closed() {
        return new StoreException(
                StoreException.Kind.IO, "write", path.toString(), "the store is closed");
    }

    /**
     * Returns the failure after which the file contains none of the bodies; null if there was none.
     */
    private @Nullable IOException tryToWrite(List<ByteBuffer> bodies, boolean isAwaited) {
        try {
            if (isBroken) {
                log.compact(table.records());
                isBroken = false;
                LOG.debug("{} was written again and is complete", path);
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
            isBroken = true; // earlier writes may not be on the disk, even if a sync succeeds
            return e;
        }
    }

    private void failed(IOException why) {
        failure.happened(String.valueOf(why.getMessage()));
        LOG.debug("{} cannot be written", path, why);
    }

    /** Syncs records that no caller waits for, a moment later. */
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

    /** The table does not know the records that were just appended. */
    private Iterable<ByteBuffer> withNew(List<ByteBuffer> bodies) {
        return () ->
                Stream.concat(
                                table.stream(),
                                bodies.stream().map(body -> body.duplicate().rewind()))
                        .iterator();
    }

    /** There is space on the disk again, so the spare file is created again. Any thread. */
    void hasSpace() {
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

    /** Lets go of the file as it is; the store does not start. */
    void abandon() throws IOException {
        log.close();
    }

    /**
     * Syncs and closes the file.
     *
     * @return whether all of the table is safe
     */
    boolean finish() {
        boolean isSafe = true;
        try {
            if (isBroken) {
                log.compact(table.records());
            }
            log.force();
        } catch (IOException e) {
            LOG.error("{} may lack the last records", path, e);
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
