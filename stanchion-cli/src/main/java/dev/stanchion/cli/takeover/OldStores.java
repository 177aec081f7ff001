package dev.stanchion.cli.takeover;

import dev.stanchion.admin.http.MonitoringAddress;
import dev.stanchion.cli.transfer.ImportSource;
import dev.stanchion.transfer.gofile.GoFileStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds the store that the flags of the command name. */
final class OldStores {
    private OldStores() {}

    /**
     * Returns the store that one of the flags names.
     *
     * @throws dev.stanchion.transfer.TransferException if a URL cannot be used
     */
    static OldStore of(
            Optional<Path> directory,
            Optional<String> database,
            Optional<MonitoringAddress> monitor,
            String url,
            String clusterId,
            Map<String, String> environment) {
        if (directory.isPresent()) {
            return new OldFiles(directory.get(), GoFileStore.Options.DEFAULTS);
        }
        if (database.isPresent()) {
            String text = database.get();
            return new OldDatabase(
                    ImportSource.database("--sql", text, environment), ImportSource.shown(text));
        }
        return new OldMemory(
                () -> ImportSource.live(url, clusterId, monitor), ImportSource.shown(url));
    }
}
