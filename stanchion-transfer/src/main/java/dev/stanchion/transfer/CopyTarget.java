package dev.stanchion.transfer;

import dev.stanchion.engine.spi.Store;

/** Where a copy goes. Confined to the thread of the copy. */
public interface CopyTarget extends AutoCloseable {
    /**
     * Returns the store of the target, before it recovers.
     *
     * @param shard on which the copy uses it
     * @throws TransferException if a server uses it, or it cannot be reached
     */
    Store open(CopyShard shard);

    @Override
    void close();

    /** Returns a store as a target. */
    static CopyTarget of(Store store) {
        return new CopyTarget() {
            @Override
            public Store open(CopyShard shard) {
                return store;
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }
}
