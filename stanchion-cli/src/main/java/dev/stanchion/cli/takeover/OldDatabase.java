package dev.stanchion.cli.takeover;

import dev.stanchion.store.sql.Connections;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.sql.DatabaseSource;
import java.util.function.Supplier;

/**
 * The database of the old server.
 *
 * @param connections gives new ones for each look
 * @param shown the URL without a password
 */
record OldDatabase(Supplier<Connections> connections, String shown) implements OldStore {
    @Override
    public Source look() {
        return DatabaseSource.openRunning(connections.get());
    }

    @Override
    public Source stopped() {
        return DatabaseSource.open(connections.get(), false);
    }

    @Override
    public boolean isInUse() {
        return false;
    }

    @Override
    public boolean hasPositions() {
        return true;
    }
}
