package dev.stanchion.store.file.catalog;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.recordlog.RecordLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a copy of a damaged catalog before it is changed, and logs what is lost. */
final class CatalogDamage implements RecordLog.OnDamage {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogDamage.class);

    private final Disk disk;
    private final Path path;
    private final Path copy;
    private final List<StoreException> all = new ArrayList<>();

    CatalogDamage(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
        this.copy = path.resolveSibling(path.getFileName() + ".damaged");
    }

    @Override
    public void damaged(StoreException why) throws IOException {
        if (all.isEmpty()) {
            copy();
        }
        all.add(why);
    }

    @Override
    public void endDamaged(StoreException why) throws IOException {
        damaged(why);
    }

    private void copy() throws IOException {
        disk.delete(copy);
        try (DiskFile from = disk.open(path, Disk.Access.READ);
                DiskFile to = disk.create(copy)) {
            ByteBuffer content = ByteBuffer.allocate((int) from.sizeBytes());
            from.readFully(content, 0);
            to.writeFully(new ByteBuffer[] {content.flip()}, 0);
        }
    }

    boolean isAny() {
        return !all.isEmpty();
    }

    void tell() {
        for (StoreException each : all) {
            LOG.error(
                    "{}. What was recorded of the same thing before holds, so a subscriber may get"
                            + " messages again. A copy of the damaged file is {}",
                    each.getMessage(),
                    copy);
        }
    }
}
