package dev.stanchion.conformance.server;

import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.kit.process.FreePort;
import java.util.List;

/**
 * A database in which the Go server and Stanchion take turns, as the test wants. Confined to the
 * thread of the test.
 */
public final class SqlHome implements Home {
    private final TestDatabase database;
    private boolean goIsNext;

    public SqlHome(TestDatabase database) {
        this.database = database;
    }

    /** Returns the Go server's executable; empty if the tests were told of none. */
    public static String goServer() {
        String executable = System.getProperty("conformance.go.server", "");
        return executable.startsWith("${") ? "" : executable;
    }

    /** The Go server starts next. */
    public SqlHome goNext() {
        goIsNext = true;
        return this;
    }

    /** Stanchion starts next. */
    public SqlHome stanchionNext() {
        goIsNext = false;
        return this;
    }

    @Override
    public RunningServer starts(int port, String flags) {
        String all = (database.flags() + " " + flags).strip();
        return goIsNext
                ? ServerProcess.startOn(
                        port == 0 ? FreePort.next() : port, List.of(goServer()), all)
                : EmbeddedServer.start(port, all);
    }

    @Override
    public void close() {} // the database goes with its server
}
