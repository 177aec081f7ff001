package dev.stanchion.cli.transfer;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.transfer.TransferException;
import java.nio.file.Path;

/** Where a copy goes: the value of --into. */
final class ImportTarget {
    private ImportTarget() {}

    /** Returns the store, which is not open yet. */
    static Store of(String target) {
        if (target.isBlank()) {
            throw new TransferException(
                    "--into is empty", "Name a directory that is empty or does not exist.");
        }
        if (target.contains("://")) {
            throw new TransferException(
                    "--into %s: this version imports into a directory only".formatted(target),
                    "Import into a directory, and start the server with -store file.");
        }
        return new FileStore(Path.of(target), FileStoreOptions.DEFAULTS);
    }
}
