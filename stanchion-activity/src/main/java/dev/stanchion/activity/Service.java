package dev.stanchion.activity;

import dev.stanchion.engine.spi.StoreException;

/**
 * What a process does while it is active: it serves clients from the store. Each term begins anew.
 * Called on the shard, and answers on it.
 */
public interface Service {
    /** Begins a term. The lock is this process's. */
    void begin(Tenure tenure, Progress progress);

    /**
     * Ends the term, however far it has come. Nothing is told about it any more.
     *
     * @param ended run when the next term can begin
     */
    void end(Ending ending, Runnable ended);

    /** Told of a term. Any thread may call it. */
    interface Progress {
        /** Clients are served. */
        void ready();

        /** It cannot begin now; the same may succeed later, perhaps elsewhere. */
        void notNow(RuntimeException why);

        /** It can never begin: this process must not go on. */
        void never(RuntimeException why);

        /** Another process has the store. */
        void lost(StoreException why);
    }
}
