package dev.stanchion.store.file;

import dev.stanchion.store.file.catalog.Catalog;
import dev.stanchion.store.file.catalog.RunRecord;
import dev.stanchion.store.file.delivery.DeliveryHistory;
import dev.stanchion.store.file.delivery.DeliveryLogs;
import dev.stanchion.store.file.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a run where the last one has ended. If that process was killed, all of its deliveries are
 * known. If its machine has ended, or if that is unknown, the catalog's state of some moments
 * before is used. Stateless.
 */
final class RunStart {
    private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);

    private RunStart() {}

    /** Brings the catalog up to date, and returns where this run is to write. */
    static DeliveryLogs begin(Disk disk, StoreDirectory directory, Catalog catalog, int regionBytes)
            throws IOException {
        RunRecord before = catalog.lastRun();
        RunRecord next = new RunRecord(before.number() + 1, disk.bootId(), true, false);
        Path files = directory.deliveries();
        boolean isSafe;
        if (!before.isOpen()) {
            isSafe = catalog.beginRun(next, nobody -> {});
        } else if (isKnown(before, next.bootId(), catalog)) {
            DeliveryHistory history = DeliveryHistory.of(disk, files, before.number());
            boolean isComplete = !before.isIncomplete() && history.isComplete();
            isSafe = goOn(catalog, isComplete ? next : next.incomplete(), history);
        } else {
            LOG.info(
                    "{} was in use when the machine ended, or that is unknown. Messages that may"
                            + " have been delivered come again, flagged as redelivered",
                    directory.root());
            isSafe = catalog.beginRun(next.incomplete(), nobody -> {});
        }
        if (isSafe) {
            DeliveryLogs.deleteAll(disk, files);
        }
        return new DeliveryLogs(
                disk, files, new DeliveryLogs.Terms(next.number(), regionBytes, isSafe), catalog);
    }

    /** A file that cannot be read does not keep the server from starting. */
    private static boolean goOn(Catalog catalog, RunRecord next, DeliveryHistory history) {
        try {
            return catalog.beginRun(next, history::tell);
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "What was delivered last was written by another program, and is left out; it"
                            + " may come again, flagged as redelivered",
                    e);
            return catalog.beginRun(next.incomplete(), nobody -> {});
        }
    }

    /** The content of the page cache survives the end of a process, but not of its machine. */
    private static boolean isKnown(RunRecord before, long bootId, Catalog catalog) {
        return before.number() > 0
                && bootId != 0
                && before.bootId() == bootId
                && !catalog.isDamaged();
    }
}
