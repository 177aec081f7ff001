package dev.stanchion.store.sql;

import java.time.Duration;

/**
 * How a store uses its database. Immutable.
 *
 * @param subscriptionDelay how long deliveries and acknowledgements may wait to be written together
 *     with others; 0 writes them with the next transaction ({@code -sql_no_caching})
 * @param bulkRows how many messages one insert has at most
 * @param patience how long publishers wait for a database that does not answer, before they are
 *     refused
 * @param beat how often an idle server renews its lock; NATS Streaming waits 4.5 s for a sign
 * @param takeover how long the lock of another server must stand still before it is taken
 * @param maxWaitingBytes of messages that are appended and not yet written
 * @param tailBytes of each channel's newest messages that are kept in memory
 * @param readers threads, each with a connection of its own
 */
public record SqlStoreOptions(
        Duration subscriptionDelay,
        int bulkRows,
        Duration patience,
        Duration beat,
        Duration takeover,
        long maxWaitingBytes,
        int tailBytes,
        int readers) {
    /** What a server has that is told nothing else. */
    public static final SqlStoreOptions DEFAULT =
            new SqlStoreOptions(
                    Duration.ofMillis(100),
                    1000,
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(4500),
                    64L << 20,
                    1 << 20,
                    2);

    public SqlStoreOptions {
        require("subscription delay", subscriptionDelay.toNanos(), 0);
        require("bulk insert limit", bulkRows, 1);
        require("patience", patience.toNanos(), 1);
        require("beat", beat.toNanos(), 1);
        require("takeover", takeover.toNanos(), beat.toNanos());
        require("waiting bytes", maxWaitingBytes, 1);
        require("tail bytes", tailBytes, 0);
        require("readers", readers, 1);
    }

    private static void require(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (expected: at least " + least + ")");
        }
    }

    /** Returns the same, but with every delivery and acknowledgement written at once. */
    public SqlStoreOptions withoutCaching() {
        return new SqlStoreOptions(
                Duration.ZERO,
                bulkRows,
                patience,
                beat,
                takeover,
                maxWaitingBytes,
                tailBytes,
                readers);
    }

    /** Returns the same with another {@code bulkRows}. */
    public SqlStoreOptions withBulkRows(int rows) {
        return new SqlStoreOptions(
                subscriptionDelay,
                rows,
                patience,
                beat,
                takeover,
                maxWaitingBytes,
                tailBytes,
                readers);
    }

    /** Returns the same with another {@code patience}. */
    public SqlStoreOptions withPatience(Duration time) {
        return new SqlStoreOptions(
                subscriptionDelay,
                bulkRows,
                time,
                beat,
                takeover,
                maxWaitingBytes,
                tailBytes,
                readers);
    }

    /** Returns the same with another {@code beat} and {@code takeover}. */
    public SqlStoreOptions withLockTimes(Duration newBeat, Duration newTakeover) {
        return new SqlStoreOptions(
                subscriptionDelay,
                bulkRows,
                patience,
                newBeat,
                newTakeover,
                maxWaitingBytes,
                tailBytes,
                readers);
    }

    /** Returns the same with another number of {@code readers}. */
    public SqlStoreOptions withReaders(int threads) {
        return new SqlStoreOptions(
                subscriptionDelay,
                bulkRows,
                patience,
                beat,
                takeover,
                maxWaitingBytes,
                tailBytes,
                threads);
    }

    /** Returns the same with other bounds on memory. */
    public SqlStoreOptions withMemory(long newMaxWaitingBytes, int newTailBytes) {
        return new SqlStoreOptions(
                subscriptionDelay,
                bulkRows,
                patience,
                beat,
                takeover,
                newMaxWaitingBytes,
                newTailBytes,
                readers);
    }
}
