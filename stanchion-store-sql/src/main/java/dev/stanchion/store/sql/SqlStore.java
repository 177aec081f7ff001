package dev.stanchion.store.sql;

import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.RequestSubjects;
import dev.stanchion.protocol.ServerInfo;
import dev.stanchion.store.remote.Admission;
import dev.stanchion.store.remote.TailMemory;
import dev.stanchion.store.sql.channel.ChannelRegistry;
import dev.stanchion.store.sql.database.Database;
import dev.stanchion.store.sql.database.Failure;
import dev.stanchion.store.sql.database.OtherSessions;
import dev.stanchion.store.sql.database.Schema;
import dev.stanchion.store.sql.database.Sql;
import dev.stanchion.store.sql.database.StoreTime;
import dev.stanchion.store.sql.lease.Lease;
import dev.stanchion.store.sql.log.SqlChannelLog;
import dev.stanchion.store.sql.read.Readers;
import dev.stanchion.store.sql.recovery.OwnTables;
import dev.stanchion.store.sql.recovery.PendingRows;
import dev.stanchion.store.sql.recovery.Recovery;
import dev.stanchion.store.sql.write.Gathering;
import dev.stanchion.store.sql.write.Purge;
import dev.stanchion.store.sql.write.RecentGuids;
import dev.stanchion.store.sql.write.SqlClientLog;
import dev.stanchion.store.sql.write.Writer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in PostgreSQL, MySQL or MariaDB, in the tables of NATS Streaming's SQL store. Safe for
 * use by many threads.
 *
 * <p>No shard ever waits for the database. The store gathers all changes, and the {@link Writer}
 * writes them on its thread, one transaction after the other. The {@link Readers} fetch messages
 * and return each answer to the shard that asked.
 */
public final class SqlStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(SqlStore.class);

    /** The time that the threads may take to end, in addition to the patience with the database. */
    private static final Duration MORE_PATIENCE = Duration.ofSeconds(5);

    private final Connections connections;
    private final SqlStoreOptions options;
    private final StoreTime time;
    private final String id;
    private final String self;
    private final Optional<Tenure> tenure;
    private final Gathering gathering = new Gathering();
    private final Admission admission;
    private final Purge purge = new Purge();
    private final ClientLog clients;
    private volatile @Nullable Running running;
    private boolean closed;

    /** The parts that exist from {@link #recover} to {@link #close}. */
    private record Running(
            Database database,
            Lease lease,
            Readers readers,
            ChannelRegistry channels,
            Thread writer,
            boolean beganInDoubt) {
        /**
         * Tells whether there are doubts that no record of a subscription has, because its channel
         * was not opened.
         */
        boolean hasDoubts() {
            return beganInDoubt && !channels.found().isEmpty();
        }
    }

    /**
     * @param connections the store closes them when it closes
     * @param id the ID in the lock: up to 30 characters that no other store has
     * @param self the name of this server in the error of another server that cannot use the
     *     database
     */
    public SqlStore(Connections connections, SqlStoreOptions options, String id, String self) {
        this(connections, options, id, self, StoreTime.SYSTEM);
    }

    /**
     * A store of a member of a group, which has claimed the lock already.
     *
     * @param tenure the claim; the store writes as long as it holds
     */
    public SqlStore(Connections connections, SqlStoreOptions options, Tenure tenure, String self) {
        this(connections, options, tenure.id(), self, Optional.of(tenure), StoreTime.SYSTEM);
    }

    SqlStore(
            Connections connections,
            SqlStoreOptions options,
            String id,
            String self,
            StoreTime time) {
        this(connections, options, id, self, Optional.empty(), time);
    }

    private SqlStore(
            Connections connections,
            SqlStoreOptions options,
            String id,
            String self,
            Optional<Tenure> tenure,
            StoreTime time) {
        this.connections = connections;
        this.options = options;
        this.id = id;
        this.self = self;
        this.tenure = tenure;
        this.time = time;
        this.admission = new Admission("the database", options.maxWaitingBytes());
        this.clients = new SqlClientLog(gathering);
    }

    @Override
    public String type() {
        return "SQL";
    }

    @Override
    public synchronized RecoveredState recover() {
        try {
            Database database = new Database(connections.start(), connections.dialect());
            Schema schema = new Schema(database.dialect());
            database.inAutoCommit(connection -> {
                schema.create(connection);
                if (options.keepsGuids()) {
                    schema.createRecent(connection);
                }
                OtherSessions.warn(connection, database.dialect());
                return true;
            });
            Lease lease = new Lease(database, time, id, self, options.takeover());
            boolean wasGivenBack = take(lease); // only the holder may change other tables
            return recover(database, schema, lease, !wasGivenBack);
        } catch (SQLException e) {
            throw failed("open", e);
        }
    }

    private boolean take(Lease lease) throws SQLException {
        if (tenure.isEmpty()) {
            return lease.acquire();
        }
        lease.confirm();
        return tenure.get().wasReleased();
    }

    /**
     * Recovers the state. A server that did not stop in good order had unwritten changes in memory.
     */
    private RecoveredState recover(
            Database database, Schema schema, Lease lease, boolean mayLackDeliveries)
            throws SQLException {
        try {
            int maxMessageBytes = database.inAutoCommit(schema::repair);
            PendingRows pending = new PendingRows(database.dialect());
            Recovery.Found state =
                    database.inLongTransaction(connection ->
                            new Recovery(connection, pending, OwnTables.PRESENT).read());
            ChannelRegistry channels =
                    begin(database, lease, state, maxMessageBytes, mayLackDeliveries);
            return Recovery.stateOf(state, channels.found(), mayLackDeliveries);
        } catch (SQLException | RuntimeException e) {
            lease.release(mayLackDeliveries);
            throw e;
        }
    }

    private ChannelRegistry begin(
            Database database,
            Lease lease,
            Recovery.Found state,
            int maxMessageBytes,
            boolean mayLackDeliveries) {
        purge.addLeftOver(state.leftOver());
        Readers readers = new Readers(database, options.readers());
        SqlChannelLog.Services services =
                new SqlChannelLog.Services(gathering, readers, admission, options.keepsGuids());
        ChannelRegistry channels =
                new ChannelRegistry(
                        database.dialect(),
                        new ChannelRegistry.Settings(
                                TailMemory.forChannelsOf(options.tailBytes()),
                                maxMessageBytes,
                                options.subscriptionDelay()),
                        services,
                        purge,
                        new ChannelRegistry.Earlier(
                                state.channels(),
                                state.highestChannel(),
                                state.highestSubscription()));
        Writer writer =
                new Writer(
                        database,
                        gathering,
                        lease,
                        admission,
                        purge,
                        time,
                        new Writer.Pace(options.bulkRows(), options.patience(), options.beat()),
                        guids());
        Thread thread = new Thread(writer, "sql-writer");
        thread.setDaemon(true);
        running = new Running(database, lease, readers, channels, thread, mayLackDeliveries);
        thread.start();
        return channels;
    }

    private Optional<RecentGuids> guids() {
        return tenure.filter(ignored -> options.keepsGuids())
                .map(own -> new RecentGuids(own.epoch(), time::elapsedNanos));
    }

    private StoreException failed(String operation, SQLException e) {
        return new StoreException(
                StoreException.Kind.IO, operation, connections.place(), Failure.text(e), e);
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("the store is not open");
        }
        return now;
    }

    @Override
    public void initialize(ServerRecord server) {
        Running now = running();
        try {
            now.database.inTransaction(connection -> {
                now.lease.check(connection);
                write(connection, server);
                return true;
            });
        } catch (SQLException e) {
            throw failed("initialize", e);
        }
    }

    private static void write(Connection connection, ServerRecord server) throws SQLException {
        Sql.update(connection, "DELETE FROM ServerInfo");
        Sql.update(
                connection,
                "INSERT INTO ServerInfo (uniquerow, id, proto, version) VALUES (1, ?, ?, ?)",
                server.clusterId(),
                encoded(server),
                Recovery.VERSION);
    }

    private static byte[] encoded(ServerRecord server) {
        RequestSubjects subjects =
                RequestSubjects.of(
                        server.discoverPrefix(), server.clusterId(), server.requestToken());
        ByteBuf target = Unpooled.buffer();
        new ServerInfo(
                        server.clusterId(),
                        subjects.discovery(),
                        subjects.publishPrefix(),
                        subjects.subscribe(),
                        subjects.unsubscribe(),
                        subjects.close(),
                        subjects.subscriptionClose(),
                        "_STAN.ack." + server.clusterId(),
                        "")
                .encodeTo(target);
        return ByteBufUtil.getBytes(target);
    }

    @Override
    public ClientLog clients() {
        return clients;
    }

    /**
     * Opens a channel. The store refuses a channel that is already open as {@code BUSY}, until the
     * channel is deleted.
     */
    @Override
    public void openChannel(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome) {
        running().channels.open(name, limits, owner, listener, outcome);
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        running().channels.delete(name, owner, outcome);
    }

    /**
     * Writes all changes and closes the connections to the database. The shards must have stopped.
     * If the database does not answer, this method waits as long as publishers would.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        Running now = running;
        if (now != null) {
            now.channels.drain();
            end(now);
        }
        connections.close();
    }

    private void end(Running now) {
        gathering.end();
        long most = options.patience().plus(MORE_PATIENCE).toMillis();
        try {
            now.writer.join(most);
            if (now.writer.isAlive()) {
                LOG.error("The database did not take the last changes within {} ms", most);
                now.writer.interrupt();
            } else {
                now.lease.release(now.hasDoubts());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        now.readers.close(MORE_PATIENCE.toNanos());
    }

    /** Waits until the store has finished its work, up to the given time. For tests. */
    boolean settle(Duration most) throws InterruptedException {
        Running now = running();
        long until = time.elapsedNanos() + most.toNanos();
        while (time.elapsedNanos() < until) {
            boolean writerIsIdle = gathering.awaitIdle(until - time.elapsedNanos());
            if (writerIsIdle && now.readers.isIdle()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /** Stops as if the process had ended: it writes nothing and keeps the lock. For tests. */
    void abandon() {
        synchronized (this) {
            closed = true;
        }
        Running now = running();
        now.writer.interrupt();
        now.readers.abandon();
        connections.close();
    }
}
