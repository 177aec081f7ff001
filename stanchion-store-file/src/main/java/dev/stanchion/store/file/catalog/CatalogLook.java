package dev.stanchion.store.file.catalog;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.recordlog.RecordLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a catalog's file, for a program that does not continue with it. Immutable.
 *
 * @param isMissing whether there is no file, or none with a first record
 * @param endOffset the end of the last whole record
 * @param restBytes the number of bytes behind that
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
