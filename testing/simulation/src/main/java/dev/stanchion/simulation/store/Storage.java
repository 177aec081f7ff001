package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.simulation.world.SimulatedShards;

/** What survives the engine's process, and the store of the process that runs. */
public interface Storage {
    /** Learns when the store of a new process can be used. */
    interface Opening {
        /** The store can be used. No shard is current. */
        void opened(Store store);

        /** The store cannot be used, and the process must end. */
        void failed(StoreException why);
    }

    /** Learns when a store has ended. */
    @FunctionalInterface
    interface Ending {
        /**
         * The store has ended.
         *
         * @param inGoodOrder whether everything is recorded
         */
        void ended(boolean inGoodOrder);
    }

    /** Opens the store of a new process. The answer may come from within the call. */
    void open(SimulatedShards shards, Chance chance, Opening opening);

    /** Changes how the store behaves from now on; what is under way goes on as it began. */
    void behave(StoreBehaviour behaviour);

    /** Ends the process without any care. */
    void crash();

    /** Tells whether another process can use it while one is suspended. */
    default boolean isShared() {
        return false;
    }

    /**
     * Leaves a suspended process to itself, so that another one can be opened.
     *
     * @return ends that process without any care
     */
    default Runnable leave() {
        return () -> {};
    }

    /** Ends the store in good order, behind the engine. The shards of the process still run. */
    void close(Ending ending);

    /** Tells whether the store has timers and registrations of its own on the shards. */
    boolean usesShards();

    /** Others have stored messages in a channel, and the engine is about to be told. */
    void onInserted(String channel, int count);
}
