package dev.stanchion.conformance.server;

import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.kit.process.FreePort;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.sql.PooledConnections;
import dev.stanchion.store.sql.SqlStore;
import dev.stanchion.store.sql.SqlStoreOptions;
import dev.stanchion.store.sql.source.SqlSource;
import dev.stanchion.transfer.CopyProgress;
import dev.stanchion.transfer.CopyReport;
import dev.stanchion.transfer.CopyTarget;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.StoreCopy;
import dev.stanchion.transfer.gofile.GoFileStore;
import dev.stanchion.transfer.sql.DatabaseSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store of the Go server, and a store of another kind into which it is copied. Confined to the
 * thread of the test.
 */
public final class ImportHome implements Home {
    private static final int CONNECTIONS = 3;

    private final Place ofGo;
    private final Place ofStanchion;
    private boolean stanchionIsNext;

    public ImportHome(Place ofGo, Place ofStanchion) {
        this.ofGo = ofGo;
        this.ofStanchion = ofStanchion;
    }

    /** Where a server has its data. */
    public sealed interface Place {
        /** Returns the flags of a server that has it there. */
        String flags();
    }

    public record Files(Path directory) implements Place {
        @Override
        public String flags() {
            return "-store FILE -dir " + directory;
        }
    }

    public record Tables(TestDatabase database) implements Place {
        @Override
        public String flags() {
            return database.flags();
        }

        PooledConnections connections() {
            return new PooledConnections(
                    SqlSource.parse(database.driver(), database.source(), Map.of()), CONNECTIONS);
        }
    }

    /** Opens what the Go server has, as an import does. */
    public Source opens() {
        return switch (ofGo) {
            case Files files -> GoFileStore.open(files.directory(), GoFileStore.Options.DEFAULTS);
            case Tables tables -> DatabaseSource.open(tables.connections(), false);
        };
    }

    /** Copies what the Go server has. */
    public CopyReport imports() {
        try (Source source = opens();
                CopyTarget target = target()) {
            return new StoreCopy(source, Optional.empty(), CopyProgress.NONE).into(target);
        }
    }

    private CopyTarget target() {
        return CopyTarget.of(
                switch (ofStanchion) {
                    case Files files -> new FileStore(files.directory(), FileStoreOptions.DEFAULTS);
                    case Tables tables ->
                            new SqlStore(
                                    tables.connections(),
                                    SqlStoreOptions.DEFAULT,
                                    "import",
                                    "a test");
                });
    }

    /** Stanchion starts next, on the copy. */
    public void stanchionNext() {
        stanchionIsNext = true;
    }

    @Override
    public RunningServer starts(int port, String flags) {
        return stanchionIsNext
                ? EmbeddedServer.start(port, (ofStanchion.flags() + " " + flags).strip())
                : ServerProcess.startOn(
                        port == 0 ? FreePort.next() : port,
                        List.of(SqlHome.goServer()),
                        (ofGo.flags() + " " + flags).strip());
    }

    @Override
    public void close() {} // directories and databases are the test's
}
