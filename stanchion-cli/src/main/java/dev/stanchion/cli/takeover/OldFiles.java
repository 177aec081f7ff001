package dev.stanchion.cli.takeover;

import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.gofile.GoFileStore;
import java.nio.file.Path;

/** The file store of the old server. */
record OldFiles(Path directory, GoFileStore.Options options) implements OldStore {
    @Override
    public Source look() {
        return GoFileStore.openRunning(directory, options);
    }

    @Override
    public Source stopped() {
        return GoFileStore.open(directory, options);
    }

    @Override
    public boolean isInUse() {
        return GoFileStore.userOf(directory).isPresent();
    }

    @Override
    public boolean hasPositions() {
        return true;
    }

    @Override
    public String shown() {
        return directory.toString();
    }
}
