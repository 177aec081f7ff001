package dev.stanchion.server;

import dev.stanchion.activity.Lock;
import dev.stanchion.activity.Tenure;
import dev.stanchion.activity.witness.GuidJournal;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.jetstream.figures.StoreFigures;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stores of a server: one, or one for each term in a group. */
sealed interface Stores {
    /** Returns the part of the stores that needs the server's loops. */
    default LoopUser loopUser() {
        return LoopUser.NONE;
    }

    /** Returns the figures of streams in a NATS cluster, if there are any, once loops run. */
    default Optional<StoreFigures> figures() {
        return Optional.empty();
    }

    /** Closes what no term closes, even if it was never opened. */
    default void close() {}

    /** The store of a server without a group. */
    record Alone(Store store) implements Stores {
        @Override
        public void close() {
            store.close();
        }
    }

    /** The stores of a member of a group. */
    non-sealed interface OfGroup extends Stores {
        /** Returns a new store for a term, which closes it. */
        Store ofTerm(Tenure tenure);

        /**
         * Opens the guids of the newest messages. Blocks. The lock is this process's.
         *
         * @return null if the store itself knows them
         */
        default @Nullable GuidJournal guids() {
            return null;
        }

        /**
         * Returns the lock of the group. May block.
         *
         * @param shard that uses the lock
         * @throws dev.stanchion.engine.spi.StoreException if there cannot be one
         */
        Lock lock(ShardExecutor shard);
    }
}
