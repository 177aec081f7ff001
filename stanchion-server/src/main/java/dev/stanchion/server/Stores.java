package dev.stanchion.server;

import dev.stanchion.activity.BlockingLock;
import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.Store;

/** The stores of a server: one, or one for each term in a group. */
interface Stores extends AutoCloseable {
    /** Returns the store of a server without a group. */
    Store alone();

    /** Returns a new store for a term, which closes it. */
    Store ofTerm(Tenure tenure);

    /** Returns the lock of the group. */
    BlockingLock lock();

    /** Returns the part of the store that needs the server's loops, if there is one. */
    default LoopUser loopUser() {
        return LoopUser.NONE;
    }

    /** Closes the store of a server without a group, even if it was never opened. */
    @Override
    void close();
}
