package dev.stanchion.store.sql;

import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.kit.shard.ManualShard;
import dev.stanchion.kit.store.Answer;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.sql.database.StoreTime;
import dev.stanchion.store.sql.source.SqlSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/**
 * A store whose threads run during a test. Unlike the fixture of the contract, it does not wait
 * until the store is idle, because that may never happen. Confined to the test's thread.
 */
public final class LiveStore implements AutoCloseable {
    /** The timeout. It expires only when a test fails. */
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final AtomicLong STORES = new AtomicLong();

    private final ManualShard shard = ManualShard.alone();
    private final SqlStore store;
    private final RecoveredState recovered;

    private LiveStore(Connections connections, SqlStoreOptions options, StoreTime time) {
        this(
                new SqlStore(
                        connections,
                        options,
                        "live-" + STORES.incrementAndGet(),
                        "the test server",
                        time));
    }

    private LiveStore(SqlStore opening) {
        store = opening;
        recovered = store.recover();
        if (recovered.server().isEmpty()) {
            store.initialize(StoreFixture.SERVER);
        }
    }

    /** Opens the store of a member of a group. */
    static LiveStore of(TestDatabase database, SqlStoreOptions options, Tenure tenure) {
        return new LiveStore(new SqlStore(connections(database), options, tenure, "a member"));
    }

    public static LiveStore on(TestDatabase database) {
        return on(database, SqlStoreOptions.DEFAULT);
    }

    public static LiveStore on(TestDatabase database, SqlStoreOptions options) {
        return on(database, options, StoreTime.SYSTEM);
    }

    public static LiveStore on(TestDatabase database, SqlStoreOptions options, StoreTime time) {
        return new LiveStore(connections(database.source(), database), options, time);
    }

    /** Opens a store whose connections can be cut and stalled. */
    public static LiveStore over(Wire wire, TestDatabase database, SqlStoreOptions options) {
        String behindTheWire = database.source().replace(":" + database.port(), ":" + wire.port());
        return new LiveStore(connections(behindTheWire, database), options, StoreTime.SYSTEM);
    }

    public static LiveStore on(Connections connections) {
        return new LiveStore(connections, SqlStoreOptions.DEFAULT, StoreTime.SYSTEM);
    }

    public static Connections connections(TestDatabase database) {
        return connections(database.source(), database);
    }

    private static Connections connections(String source, TestDatabase database) {
        return new PooledConnections(
                SqlSource.parse(database.driver(), source, Map.of()), 4, CONNECT, ANSWER);
    }

    public SqlStore store() {
        return store;
    }

    public RecoveredState recovered() {
        return recovered;
    }

    public ManualShard shard() {
        return shard;
    }

    public LiveChannel open(String name) {
        return open(name, ChannelLimits.UNLIMITED);
    }

    public LiveChannel open(String name, ChannelLimits limits) {
        LiveChannel.Heard heard = new LiveChannel.Heard();
        ChannelStore opened =
                this.<ChannelStore>answer(out -> store.openChannel(name, limits, shard, heard, out))
                        .orThrow();
        return new LiveChannel(this, name, opened, heard);
    }

    /** Sends a request and waits for the answer. */
    public <T> Answer<T> answer(Consumer<Answer<T>> question) {
        Answer<T> answer = new Answer<>();
        question.accept(answer);
        await(answer::isThere);
        return answer;
    }

    /** Runs the shard until the condition holds. */
    public void await(BooleanSupplier happened) {
        Awaitility.await()
                .atMost(LONG)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    shard.runReady();
                    return happened.getAsBoolean();
                });
    }

    /** Returns the exception of a refused call. */
    public static StoreException failureOf(Runnable refused) {
        try {
            refused.run();
        } catch (StoreException e) {
            return e;
        }
        throw new AssertionError("it was not refused");
    }

    /** Stops the store as if the process had ended. */
    public void crash() {
        store.abandon();
    }

    @Override
    public void close() {
        store.close();
    }
}
