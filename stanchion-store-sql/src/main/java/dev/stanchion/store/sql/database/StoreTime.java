package dev.stanchion.store.sql.database;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The clock of the store's threads. It measures leases, patience and pauses. */
public interface StoreTime {
    /** The clock of the machine. */
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

    /** Returns the time of a monotonic clock with an arbitrary origin. */
    long elapsedNanos();

    /** Waits. Only a thread that may block may call this. */
    void pause(long nanos) throws InterruptedException;
}
