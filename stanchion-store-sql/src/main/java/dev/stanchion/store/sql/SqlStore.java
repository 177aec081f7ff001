package dev.stanchion.store.sql;

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
import dev.stanchion.store.sql.database.Failure;
import dev.stanchion.store.sql.database.Schema;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in PostgreSQL, MySQL or MariaDB, in the tables of NATS Streaming's SQL store. Safe for
 * use by many threads.
 *
 * <p>No shard ever waits for the database. What is to be written is gathered and goes out in one
 * transaction after the other, on the thread of the {@link Writer}; what is to be read is fetched
 * by {@link Readers}, whose answers come back to the shard that asked.
 */
public final class SqlStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(SqlStore.class);

    /** How long the threads may take to end beyond the patience with the database. */
    private static final Duration MORE_PATIENCE = Duration.ofSeconds(5);

    private final Connections connections;
    private final SqlStoreOptions options;
    private final StoreTime time;
    private final String id;
    private final String self;
    private final Gathering gathering = new Gathering();
    private final Admission admission;
    private final Purge purge = new Purge();
    private final ClientLog clients;
    private final ConcurrentMap<String, FoundChannel> found = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, OpenChannel> channels = new ConcurrentHashMap<>();
    private final AtomicInteger channelIds = new AtomicInteger();
    private final AtomicLong subscriptionIds = new AtomicLong();
    private volatile @Nullable Running running;
    private volatile int maxMessageBytes = Integer.MAX_VALUE;
    private boolean closed;

    /** What there is from {@link #recover} to {@link #close}. */
    private record Running(Database database, Lease lease, Readers readers, Thread writer) {}

    /**
     * @param connections closed with the store
     * @param id up to 30 characters that no other store has: the lock's
     * @param self how another server, which cannot use the database, names this one
     */
    public SqlStore(Connections connections, SqlStoreOptions options, String id, String self) {
        this(connections, options, id, self, StoreTime.SYSTEM);
    }

    SqlStore(
            Connections connections,
            SqlStoreOptions options,
            String id,
            String self,
            StoreTime time) {
        this.connections = connections;
        this.options = options;
        this.id = id;
        this.self = self;
        this.time = time;
        this.admission = new Admission(options.maxWaitingBytes());
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
            Lease lease = new Lease(database, time, id, self, options.takeover());
            prepare(database, lease);
            Recovery.Found state =
                    database.inLongTransaction(connection ->
                            new Recovery(connection, new PendingRows(database.dialect())).read());
            remember(state);
            begin(database, lease);
            return Recovery.stateOf(state, found.values());
        } catch (SQLException e) {
            throw failed("open", e);
        }
    }

    /** The tables must be there before the lock, the lock be held before they are changed. */
    private void prepare(Database database, Lease lease) throws SQLException {
        Schema schema = new Schema(database.dialect());
        database.inAutoCommit(connection -> {
            schema.create(connection);
            return true;
        });
        lease.acquire();
        maxMessageBytes = database.inAutoCommit(schema::repair);
    }

    private void remember(Recovery.Found state) {
        channelIds.set(state.highestChannel());
        subscriptionIds.set(state.highestSubscription());
        purge.addLeftOver(state.leftOver());
        for (FoundChannel channel : state.channels()) {
            FoundChannel other = found.put(channel.name(), channel);
            if (other != null) {
                LOG.warn(
                        "Table Channels has {} twice; number {} is used, number {} is not",
                        channel.name(),
                        channel.id(),
                        other.id());
            }
        }
    }

    private void begin(Database database, Lease lease) {
        Writer writer = new Writer(database, gathering, lease, admission, purge, time, options);
        Thread thread = new Thread(writer, "sql-writer");
        thread.setDaemon(true);
        running = new Running(database, lease, new Readers(database, options.readers()), thread);
        thread.start();
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
        Transaction.update(connection, "DELETE FROM ServerInfo");
        Transaction.update(
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

    /** Opens a channel; one that is open already is refused as {@code BUSY} until it is deleted. */
    @Override
    public void openChannel(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome) {
        assert owner.isCurrent();
        OpenChannel open = new OpenChannel();
        if (channels.putIfAbsent(name, open) != null) {
            outcome.failed(
                    new StoreException(
                            StoreException.Kind.BUSY, "open", name, "the channel is open already"));
            return;
        }
        Opening opening = new Opening(name, limits, owner, listener, open, outcome);
        FoundChannel known = found.get(name);
        if (known == null) {
            opening.create();
        } else {
            opening.load(known);
        }
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        assert owner.isCurrent();
        OpenChannel open = channels.get(name);
        ChannelWork work = open == null ? null : open.work();
        FoundChannel known = found.get(name);
        if (work == null && known == null) {
            outcome.succeeded(Outcome.Done.DONE);
            return;
        }
        int number = work != null ? work.id() : known != null ? known.id() : 0;
        gathering.add(new Deletion(name, number, work, owner, outcome));
    }

    /** Marks a channel as deleted; its rows are removed when there is time. */
    private final class Deletion implements Request {
        private final String name;
        private final int number;
        private final @Nullable ChannelWork work;
        private final ShardExecutor owner;
        private final Outcome<Outcome.Done> outcome;

        private Deletion(
                String name,
                int number,
                @Nullable ChannelWork work,
                ShardExecutor owner,
                Outcome<Outcome.Done> outcome) {
            this.name = name;
            this.number = number;
            this.work = work;
            this.owner = owner;
            this.outcome = outcome;
        }

        @Override
        public String operation() {
            return "delete";
        }

        @Override
        public String place() {
            return name;
        }

        @Override
        public void write(Connection connection) throws SQLException {
            Transaction.update(connection, "UPDATE Channels SET deleted=TRUE WHERE id=?", number);
        }

        @Override
        public void succeeded() {
            if (work != null) {
                gathering.discard(work);
            }
            found.remove(name);
            channels.remove(name);
            purge.add(number);
            owner.execute(() -> outcome.succeeded(Outcome.Done.DONE));
        }

        @Override
        public void failed(StoreException why) {
            owner.execute(() -> outcome.failed(why));
        }
    }

    /** One channel on its way to be open. */
    private final class Opening {
        private final String name;
        private final ChannelLimits limits;
        private final ShardExecutor owner;
        private final LogListener listener;
        private final OpenChannel open;
        private final Outcome<ChannelStore> outcome;

        private Opening(
                String name,
                ChannelLimits limits,
                ShardExecutor owner,
                LogListener listener,
                OpenChannel open,
                Outcome<ChannelStore> outcome) {
            this.name = name;
            this.limits = limits;
            this.owner = owner;
            this.listener = listener;
            this.open = open;
            this.outcome = outcome;
        }

        /** Creates a channel that nobody knows. */
        private void create() {
            int number = channelIds.incrementAndGet();
            FoundChannel.StoredLimits stored = storedLimits();
            FoundChannel empty = new FoundChannel(number, name, 0, 0, 0, stored, List.of());
            gathering.add(
                    new StatementRequest(
                            "create",
                            name,
                            connection -> insert(connection, number, stored),
                            owner,
                            new Outcome<>() {
                                @Override
                                public void succeeded(Done done) {
                                    SqlChannelLog.Recovered nothing =
                                            new SqlChannelLog.Recovered(List.of(), 0, 0);
                                    opened(empty, nothing);
                                }

                                @Override
                                public void failed(StoreException why) {
                                    refused(why);
                                }
                            }));
        }

        private FoundChannel.StoredLimits storedLimits() {
            return new FoundChannel.StoredLimits(
                    Math.min(limits.maxMessages(), Integer.MAX_VALUE),
                    limits.maxBytes(),
                    limits.maxAgeNanos());
        }

        private void insert(Connection connection, int number, FoundChannel.StoredLimits stored)
                throws SQLException {
            Transaction.update(
                    connection,
                    connections
                            .dialect()
                            .unlessThere(
                                    "INSERT INTO Channels (id, name, maxmsgs, maxbytes, maxage)"
                                            + " VALUES (?, ?, ?, ?, ?)"),
                    number,
                    name,
                    (int) stored.maxMessages(),
                    stored.maxBytes(),
                    stored.maxAge());
        }

        /** Opens a channel that an earlier run has left. */
        private void load(FoundChannel known) {
            MessageTable table = new MessageTable(connections.dialect(), known.id(), name);
            running()
                    .readers
                    .readAll(
                            "open",
                            name,
                            table::summaries,
                            owner,
                            summaries -> {
                                opened(known, recovered(known, summaries));
                                rememberLimits(known);
                            },
                            this::refused);
        }

        private static SqlChannelLog.Recovered recovered(
                FoundChannel known, List<Block.Summary> summaries) {
            long last = known.highestSequence();
            long lastTimestamp = known.lastTimestamp();
            for (Block.Summary summary : summaries) {
                last = Math.max(last, summary.last());
                lastTimestamp = Math.max(lastTimestamp, summary.maxTimestamp());
            }
            return new SqlChannelLog.Recovered(summaries, last, lastTimestamp);
        }

        private void opened(FoundChannel channel, SqlChannelLog.Recovered recovered) {
            ChannelWork work = new ChannelWork(channel.id(), name, recovered.last(), 0);
            SqlChannelLog log =
                    new SqlChannelLog(
                            work,
                            new MessageTable(connections.dialect(), channel.id(), name),
                            recovered,
                            limits,
                            options.tailBytes(),
                            maxMessageBytes,
                            owner,
                            listener,
                            new SqlChannelLog.Services(gathering, running().readers, admission));
            SqlSubscriptionLog subscriptions =
                    new SqlSubscriptionLog(
                            work,
                            gathering,
                            owner,
                            channel.subscriptions(),
                            channel.highestSubscription(),
                            options.subscriptionDelay().toNanos(),
                            subscriptionIds::incrementAndGet);
            open.opened(work, subscriptions);
            found.remove(name);
            log.applyLimits();
            outcome.succeeded(new ChannelStore(log, subscriptions));
        }

        /** The Go server trims at its start if its limits are lower than those in the table. */
        private void rememberLimits(FoundChannel known) {
            FoundChannel.StoredLimits now = storedLimits();
            if (!now.equals(known.limits())) {
                gathering.add(
                        new StatementRequest(
                                "limits",
                                name,
                                connection ->
                                        Transaction.update(
                                                connection,
                                                "UPDATE Channels SET maxmsgs=?, maxbytes=?,"
                                                        + " maxage=? WHERE id=?",
                                                (int) now.maxMessages(),
                                                now.maxBytes(),
                                                now.maxAge(),
                                                known.id()),
                                owner,
                                new Outcome<>() {
                                    @Override
                                    public void succeeded(Done done) {}

                                    @Override
                                    public void failed(StoreException why) {
                                        LOG.warn("{}", why.getMessage());
                                    }
                                }));
            }
        }

        private void refused(StoreException why) {
            channels.remove(name, open);
            outcome.failed(why);
        }
    }

    /**
     * Writes everything and lets go of the database; the shards must have stopped. Waits for a
     * database that does not answer as long as publishers would.
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
            channels.values().forEach(OpenChannel::drain);
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
                now.lease.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        now.readers.close(MORE_PATIENCE.toNanos());
    }

    /** Lets the store do what it has begun, for a while at most. For tests. */
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

    /** Ends as the end of the process would: nothing is written or given back. For tests. */
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
