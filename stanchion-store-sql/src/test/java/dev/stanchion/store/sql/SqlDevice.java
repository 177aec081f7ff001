package dev.stanchion.store.sql;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.sql.database.StoreTime;
import dev.stanchion.store.sql.source.SqlSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Opens one store after the other on one database. */
final class SqlDevice implements StoreFixture.Device {
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final AtomicLong STORES = new AtomicLong();

    /** The lock of a crashed store stops changing at once, so no store has to watch it for long. */
    static final SqlStoreOptions OPTIONS =
            SqlStoreOptions.DEFAULT.withLockTimes(Duration.ofSeconds(5), Duration.ofSeconds(5));

    private final SqlSource source;
    private final StoreTime time;
    private SqlStore open;

    SqlDevice(TestDatabase database) {
        this(SqlSource.parse(database.driver(), database.source(), Map.of()), new HurriedTime());
    }

    private SqlDevice(SqlSource source, StoreTime time) {
        this.source = source;
        this.time = time;
        this.open = newStore();
    }

    private SqlStore newStore() {
        return new SqlStore(
                new PooledConnections(source, 3),
                OPTIONS,
                "store-" + STORES.incrementAndGet(),
                "a test",
                time);
    }

    @Override
    public Store open() {
        open = newStore();
        return open;
    }

    @Override
    public void letOthersWork() {
        try {
            if (!open.settle(MOST)) {
                throw new AssertionError("the store does not come to rest");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void crash(Store store) {
        ((SqlStore) store).abandon();
    }

    @Override
    public Optional<String> whyItForgets() {
        return Optional.empty();
    }

    @Override
    public void close() {} // the database ends with its server

    /** A clock that does not wait. In these tests no other server can change the lock meanwhile. */
    private static final class HurriedTime implements StoreTime {
        @Override
        public long elapsedNanos() {
            return SYSTEM.elapsedNanos();
        }

        @Override
        public void pause(long nanos) {}
    }
}
