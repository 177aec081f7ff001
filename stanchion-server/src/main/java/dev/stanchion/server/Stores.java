package dev.stanchion.server;

import dev.stanchion.activity.BlockingLock;
import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.Store;

/** The stores of a server: one, or one for each term in a group. */
sealed interface Stores {
    /** Returns the part of the stores that needs the server's loops. */
    default LoopUser loopUser() {
        return LoopUser.NONE;
    }

    /** Closes what no term closes, even if it was never opened. */
    default void close() {}

    /** The store of a server without a group. */
    record Alone(Store store, LoopUser loopUser) implements Stores {
        @Override
        public void close() {
            store.close();
        }
    }

    /** The stores of a member of a group. */
    non-sealed interface OfGroup extends Stores {
        /** Returns a new store for a term, which closes it. */
        Store ofTerm(Tenure tenure);

        /** Returns the lock of the group. */
        BlockingLock lock();
    }
}
