package dev.stanchion.server;

import dev.stanchion.store.file.FileStoreOptions;
import java.nio.file.Path;

/** Where a server keeps channels, subscriptions and clients. */
public sealed interface StoreChoice {
    /** In memory, until the process ends. */
    StoreChoice MEMORY = new Memory();

    /** In a directory, with the defaults of {@link FileStoreOptions}. */
    static StoreChoice in(Path directory) {
        return new File(directory, FileStoreOptions.DEFAULTS);
    }

    /** In memory, until the process ends. */
    record Memory() implements StoreChoice {}

    /**
     * In a directory.
     *
     * @param directory for this server alone; created if it is missing
     */
    record File(Path directory, FileStoreOptions options) implements StoreChoice {}
}
