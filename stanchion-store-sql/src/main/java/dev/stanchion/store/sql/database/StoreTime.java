package dev.stanchion.store.sql.database;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The clock of the store's own threads, on which leases, patience and pauses run. */
public interface StoreTime {
    /** The machine's. */
    StoreTime SYSTEM =
            new StoreTime() {
                @Override
                public long elapsedNanos() {
                    return System.nanoTime();
                }

                @Override
                public void pause(long nanos) throws InterruptedException {
                    new CountDownLatch(1).await(nanos, TimeUnit.NANOSECONDS);
                }
            };

    /** Returns a clock that never goes back, of no particular origin. */
    long elapsedNanos();

    /** Lets time pass; only on a thread that may block. */
    void pause(long nanos) throws InterruptedException;
}
