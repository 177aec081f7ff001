package dev.stanchion.conformance.server;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.process.FreePort;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.transfer.CopyProgress;
import dev.stanchion.transfer.CopyReport;
import dev.stanchion.transfer.StoreCopy;
import dev.stanchion.transfer.StoreSource;
import dev.stanchion.transfer.gofile.GoFileExport;
import dev.stanchion.transfer.gofile.GoFileStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Two directories: one in which the Go server keeps its files, and one for Stanchion. Confined to
 * the thread of the test.
 */
public final class GoFileHome implements Home {
    private final Path ofStanchion;
    private final Path goAgain;
    private Path ofGo;
    private boolean isImported;

    /**
     * @param directory contains both
     */
    public GoFileHome(Path directory) {
        ofGo = directory.resolve("go");
        ofStanchion = directory.resolve("stanchion");
        goAgain = directory.resolve("go-again");
    }

    /** Imports the files of the Go server, which has stopped. Stanchion starts next. */
    public CopyReport imports() {
        isImported = true;
        try (GoFileStore source = GoFileStore.open(ofGo, GoFileStore.Options.DEFAULTS);
                Store target = new FileStore(ofStanchion, FileStoreOptions.DEFAULTS)) {
            return new StoreCopy(source, Optional.empty(), CopyProgress.NONE).into(target);
        }
    }

    /** Writes the files of Stanchion, which has stopped, for the Go server, which starts next. */
    public void exports() {
        try (StoreSource source =
                new StoreSource(new FileStore(ofStanchion, FileStoreOptions.DEFAULTS))) {
            new GoFileExport(source, goAgain).write();
        }
        ofGo = goAgain;
        isImported = false;
    }

    /** Tries to read the files while the Go server may run. */
    public void opens() {
        GoFileStore.open(ofGo, GoFileStore.Options.DEFAULTS).close();
    }

    @Override
    public RunningServer starts(int port, String flags) {
        return isImported
                ? EmbeddedServer.start(port, in(ofStanchion, flags))
                : ServerProcess.startOn(
                        port == 0 ? FreePort.next() : port,
                        List.of(SqlHome.goServer()),
                        in(ofGo, flags));
    }

    private static String in(Path directory, String flags) {
        return (flags + " -store FILE -dir " + directory).strip();
    }

    @Override
    public void close() {} // the directories are the test's
}
