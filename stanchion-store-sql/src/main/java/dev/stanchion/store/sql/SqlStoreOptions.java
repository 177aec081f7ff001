package dev.stanchion.store.sql;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a store uses its database. Immutable.
 *
 * @param subscriptionDelay the maximum time that the store gathers deliveries and acknowledgements
 *     to write them together; 0 writes them with the next transaction ({@code -sql_no_caching})
 * @param bulkRows the maximum number of messages in one insert
 * @param patience how long publishers wait for a database that does not answer, before the store
 *     refuses them
 * @param beat how often an idle server renews its lock; NATS Streaming waits 4.5 s for a sign
 * @param takeover how long the lock of another server must stay unchanged before this server takes
 *     it
 * @param maxWaitingBytes the maximum size of all messages that are appended and not yet written
 * @param tailBytes how much of each channel's newest messages stays in memory; channels with much
 *     traffic share a pool besides
 * @param readers the number of threads that read, each with its own connection
 */
public record SqlStoreOptions(
        Duration subscriptionDelay,
        int bulkRows,
        Duration patience,
        Duration beat,
        Duration takeover,
        long maxWaitingBytes,
        int tailBytes,
        int readers,
        boolean keepsGuids) {
    /** The default options. */
    public static final SqlStoreOptions DEFAULT = new Draft().toOptions();

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

    /**
     * Returns the same options, but the store writes every delivery and acknowledgement at once.
     */
    public SqlStoreOptions withoutCaching() {
        return with(draft -> draft.subscriptionDelay = Duration.ZERO);
    }

    /** Returns the same options with another {@code bulkRows}. */
    public SqlStoreOptions withBulkRows(int rows) {
        return with(draft -> draft.bulkRows = rows);
    }

    /** Returns the same options with another {@code patience}. */
    public SqlStoreOptions withPatience(Duration time) {
        return with(draft -> draft.patience = time);
    }

    /** Returns the same options with another {@code beat} and {@code takeover}. */
    public SqlStoreOptions withLockTimes(Duration newBeat, Duration newTakeover) {
        return with(draft -> {
            draft.beat = newBeat;
            draft.takeover = newTakeover;
        });
    }

    /** Returns the same options with another number of {@code readers}. */
    public SqlStoreOptions withReaders(int threads) {
        return with(draft -> draft.readers = threads);
    }

    /** Returns the same options with other limits for memory. */
    public SqlStoreOptions withMemory(long newMaxWaitingBytes, int newTailBytes) {
        return with(draft -> {
            draft.maxWaitingBytes = newMaxWaitingBytes;
            draft.tailBytes = newTailBytes;
        });
    }

    /** Returns the same options, but the database also has the guids of the newest messages. */
    public SqlStoreOptions withGuids() {
        return with(draft -> draft.keepsGuids = true);
    }

    private SqlStoreOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.toOptions();
    }

    /** A mutable copy of the options. Confined to one call. */
    private static final class Draft {
        private Duration subscriptionDelay = Duration.ofMillis(100);
        private int bulkRows = 1000;
        private Duration patience = Duration.ofSeconds(15);
        private Duration beat = Duration.ofSeconds(1);
        private Duration takeover = Duration.ofMillis(4500);
        private long maxWaitingBytes = 64L << 20;
        private int tailBytes = 1 << 20;
        private int readers = 2;
        private boolean keepsGuids;

        Draft() {}

        Draft(SqlStoreOptions from) {
            subscriptionDelay = from.subscriptionDelay;
            bulkRows = from.bulkRows;
            patience = from.patience;
            beat = from.beat;
            takeover = from.takeover;
            maxWaitingBytes = from.maxWaitingBytes;
            tailBytes = from.tailBytes;
            readers = from.readers;
            keepsGuids = from.keepsGuids;
        }

        SqlStoreOptions toOptions() {
            return new SqlStoreOptions(
                    subscriptionDelay,
                    bulkRows,
                    patience,
                    beat,
                    takeover,
                    maxWaitingBytes,
                    tailBytes,
                    readers,
                    keepsGuids);
        }
    }
}
