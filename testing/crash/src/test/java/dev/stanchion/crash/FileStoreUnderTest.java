package dev.stanchion.crash;

import dev.stanchion.crash.disk.FaultyDisk;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.check.Finding;
import dev.stanchion.store.file.check.StoreCheck;
import dev.stanchion.store.file.commit.Sync;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.log.SegmentSpace;
import dev.stanchion.store.file.segment.SliceRules;
import dev.stanchion.store.file.work.StoreWorkers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The file store as it is shipped, but for the sizes of its files. */
final class FileStoreUnderTest implements StoreUnderTest {
    private static final Path ROOT = FaultyDisk.ROOT.resolve("store");

    @Override
    public Store open(Disk disk, StoreWorkers workers, SegmentSpace memory, Tuning tuning) {
        return new FileStore(ROOT, options(tuning), disk, workers, memory);
    }

    static FileStoreOptions options(Tuning tuning) {
        return FileStoreOptions.DEFAULTS
                .withSync(
                        switch (tuning.sync()) {
                            case ALWAYS -> Sync.ALWAYS;
                            case INTERVAL -> Sync.every(Duration.ofSeconds(1));
                            case NEVER -> Sync.OS;
                        })
                .withSlices(
                        new SliceRules(
                                tuning.segmentBytes(), tuning.segmentMessages(), Duration.ZERO))
                .withCommitLog(tuning.commitFileBytes(), 2L * tuning.commitFileBytes())
                .withMemoryBytes(1 << 20)
                .withReads(tuning.readBufferBytes(), tuning.openFiles(), tuning.readers())
                .withReserveBytes(tuning.reserveBytes())
                .withDeliveryLogBytes(tuning.deliveryLogBytes());
    }

    @Override
    public List<String> damages(Disk disk) {
        try {
            return StoreCheck.of(disk, ROOT).findings().stream()
                    // power that is lost within a write of several records can leave the last only
                    .filter(finding -> !finding.file().endsWith("catalog"))
                    .filter(finding -> finding.severity() == Finding.Severity.DAMAGE)
                    .map(finding ->
                            "%s at %d: %s"
                                    .formatted(finding.file(), finding.offset(), finding.meaning()))
                    .toList();
        } catch (StoreException noStoreYet) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
