package dev.stanchion.transfer.inplace;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.encryption.EncryptionKeys;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.StoreDirectory;
import dev.stanchion.store.file.disk.DiskTrouble;
import dev.stanchion.transfer.CopyProgress;
import dev.stanchion.transfer.CopyReport;
import dev.stanchion.transfer.StoreCopy;
import dev.stanchion.transfer.TransferException;
import dev.stanchion.transfer.gofile.GoFileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Takes over the directory of a Go server, once. A takeover that a crash has ended continues at the
 * next start. A complete one is not done again; it is refused if the Go server has written to its
 * files since, because two histories would follow the same one.
 *
 * <p>Confined to the thread that starts the server.
 */
public final class InPlace {
    private final Path root;
    private final Path store;
    private final GoFileStore.Options options;

    /**
     * @param root the directory of the Go server
     * @param options with the cluster ID of the server that starts
     */
    public InPlace(Path root, GoFileStore.Options options) {
        this.root = root;
        this.store = StoreDirectory.besideGoFiles(root);
        this.options = options;
    }

    /**
     * Copies the files if that has not been done.
     *
     * @return what was copied; empty if an earlier start has done it
     * @throws TransferException if the copy is not possible, or the Go server has written to its
     *     files after it
     */
    public Optional<CopyReport> takeOver(Optional<EncryptionKeys> keys, CopyProgress progress) {
        try (GoFileStore source = GoFileStore.open(root, options)) {
            requireCluster(source);
            Optional<TakeoverRecord> earlier = TakeoverRecord.in(store);
            if (earlier.isPresent() && isDone(earlier.get())) {
                requireSameFiles(earlier.get(), source.fingerprint());
                new TakeoverRecord(true, source.fingerprint()).writeTo(store);
                return Optional.empty();
            }
            new TakeoverRecord(false, source.fingerprint()).writeTo(store);
            CopyReport report = copy(source, keys, progress);
            new TakeoverRecord(true, source.fingerprint()).writeTo(store);
            return Optional.of(report);
        } catch (IOException e) {
            throw new TransferException(
                    "%s cannot be written: %s".formatted(store, DiskTrouble.of(e)),
                    "Check the disk and your rights there.",
                    e);
        }
    }

    private void requireCluster(GoFileStore source) {
        String found = source.server().clusterId();
        if (!found.equals(options.clusterId())) {
            throw new TransferException(
                    "%s belongs to cluster %s, and this server has the cluster ID %s"
                            .formatted(root, found, options.clusterId()),
                    "Start it with -cluster_id " + found + ".");
        }
    }

    /** A crash may have come between the last step of the copy and its record. */
    private boolean isDone(TakeoverRecord earlier) {
        if (earlier.isComplete()) {
            return true;
        }
        try (Store opened = new FileStore(store, FileStoreOptions.ONE_PASS)) {
            RecoveredState found = opened.recover();
            return found.server().isPresent() && !StoreCopy.isUnfinished(found);
        }
    }

    private void requireSameFiles(TakeoverRecord earlier, String now) {
        if (!earlier.fingerprint().equals(now)) {
            throw new TransferException(
                    "the Go server has written to %s after its takeover (then: %s; now: %s)"
                            .formatted(root, earlier.fingerprint(), now),
                    "Start with -dir %s and without --takeover to continue from the takeover; or"
                                    .formatted(store)
                            + " move %s away and start again, to take over what is there now."
                                    .formatted(store));
        }
    }

    private CopyReport copy(
            GoFileStore source, Optional<EncryptionKeys> keys, CopyProgress progress) {
        try (Store target = new FileStore(store, FileStoreOptions.ONE_PASS)) {
            return new StoreCopy(source, keys, progress).into(target);
        }
    }
}
