package dev.stanchion.store.file.catalog;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.recordlog.RecordLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a catalog's file holds, for somebody who does not go on with it. Immutable.
 *
 * @param isMissing whether there is none, or none that had come as far as to its first record
 * @param endOffset where the last whole record ends
 * @param restBytes behind that
 */
public record CatalogLook(
        Path path,
        boolean isMissing,
        CatalogContent content,
        long endOffset,
        long restBytes,
        List<StoreException> damages) {
    public CatalogLook {
        damages = List.copyOf(damages);
    }

    /** Looks at the catalog of a directory, and changes nothing if the disk does not. */
    public static CatalogLook at(Disk disk, Path directory) throws IOException {
        Path path = CatalogFile.pathIn(directory);
        CatalogTable table = new CatalogTable();
        Damages damages = new Damages(new ArrayList<>());
        RecordLog log = CatalogFile.read(disk, path, table, damages);
        try {
            return new CatalogLook(
                    path,
                    log.isNew(),
                    CatalogContent.of(table),
                    log.sizeBytes(),
                    log.cutBytes(),
                    damages.all());
        } finally {
            log.close();
        }
    }

    private record Damages(List<StoreException> all) implements RecordLog.OnDamage {
        @Override
        public void damaged(StoreException why) {
            all.add(why);
        }

        @Override
        public void endDamaged(StoreException why) {
            all.add(why);
        }
    }
}
