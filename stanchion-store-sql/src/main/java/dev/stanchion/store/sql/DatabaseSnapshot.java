package dev.stanchion.store.sql;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.remote.Page;
import dev.stanchion.store.sql.channel.FoundChannel;
import dev.stanchion.store.sql.database.Database;
import dev.stanchion.store.sql.database.Failure;
import dev.stanchion.store.sql.database.OtherSessions;
import dev.stanchion.store.sql.database.Schema;
import dev.stanchion.store.sql.database.Sql;
import dev.stanchion.store.sql.database.StoreTime;
import dev.stanchion.store.sql.read.MessageTable;
import dev.stanchion.store.sql.recovery.OwnTables;
import dev.stanchion.store.sql.recovery.PendingRows;
import dev.stanchion.store.sql.recovery.Recovery;
import dev.stanchion.store.sql.subscription.StoredSubscription;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The content of a database of Stanchion or of the Go server at one moment. It is read in one
 * transaction that may only read, so nothing in the database changes, and all that it shows belongs
 * together. Blocks its caller. Confined to one thread.
 */
public final class DatabaseSnapshot implements AutoCloseable {
    /** A server that is alive renews its lock within this time, and so does the Go server. */
    private static final Duration SIGN_OF_LIFE = Duration.ofMillis(4500);

    private static final int LOOKS = 9;

    private final Connections connections;
    private final DataSource source;
    private final Connection connection;
    private final Recovery.Found found;
    private final Map<String, FoundChannel> channels;
    private final List<String> otherSessions;

    /**
     * A channel.
     *
     * @param messages how many messages it has
     * @param bytes the size of their rows
     * @param highestSequence the highest sequence that it gave out
     * @param lastTimestampEpochNanos the time of the newest message that the tables know
     * @param highestSubscription the highest ID that a subscription ever had
     */
    public record Channel(
            String name,
            long messages,
            long bytes,
            long highestSequence,
            long lastTimestampEpochNanos,
            long highestSubscription,
            List<RecoveredState.Subscription> subscriptions) {
        public Channel {
            subscriptions = List.copyOf(subscriptions);
        }
    }

    private DatabaseSnapshot(
            Connections connections,
            DataSource source,
            Connection connection,
            Recovery.Found found,
            List<String> otherSessions) {
        this.connections = connections;
        this.source = source;
        this.connection = connection;
        this.found = found;
        this.otherSessions = otherSessions;
        this.channels = new TreeMap<>();
        // if several channels have one name, the newest counts, as for a server
        found.channels().forEach(each -> channels.put(each.name(), each));
    }

    /**
     * Opens the content of a database.
     *
     * @param connections the snapshot closes them when it closes
     * @throws StoreException of kind {@code BUSY} if a server holds the lock of the database;
     *     {@code CORRUPT} if it has no tables of a server or they are damaged
     */
    public static DatabaseSnapshot open(Connections connections) {
        return open(connections, true);
    }

    /**
     * Opens the content that a database has at this moment, even if a server uses it.
     *
     * @param connections the snapshot closes them when it closes
     * @throws StoreException of kind {@code CORRUPT} if it has no tables of a server or they are
     *     damaged
     */
    public static DatabaseSnapshot openRunning(Connections connections) {
        return open(connections, false);
    }

    private static DatabaseSnapshot open(Connections connections, boolean isAlone) {
        try {
            DataSource source = connections.start();
            Database database = new Database(source, connections.dialect());
            List<String> others =
                    database.inAutoCommit(each -> {
                        requireTables(each, connections.place());
                        return OtherSessions.find(each, connections.dialect());
                    });
            if (isAlone) {
                requireNoServer(database, connections.place());
            }
            return open(connections, source, others);
        } catch (SQLException e) {
            connections.close();
            throw failed(connections, e);
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    private static DatabaseSnapshot open(
            Connections connections, DataSource source, List<String> others) throws SQLException {
        Connection connection = source.getConnection();
        try {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, (int) Duration.ofHours(1).toMillis());
            OwnTables own = OwnTables.of(connection);
            PendingRows pending = new PendingRows(connections.dialect());
            return new DatabaseSnapshot(
                    connections,
                    source,
                    connection,
                    new Recovery(connection, pending, own).read(),
                    others);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void requireTables(Connection connection, String place) throws SQLException {
        if (!Schema.tables(connection).containsAll(List.of("serverinfo", "channels", "messages"))) {
            throw new StoreException(
                    StoreException.Kind.CORRUPT,
                    "open",
                    place,
                    "it has no tables of NATS Streaming (ServerInfo, Channels, Messages)");
        }
    }

    /** The lock of a server that runs changes all the time. A Go server alone takes none. */
    private static void requireNoServer(Database database, String place) throws SQLException {
        String before = database.inTransaction(DatabaseSnapshot::lock);
        for (int look = 0; !before.isEmpty() && look < LOOKS; look++) {
            try {
                StoreTime.SYSTEM.pause(SIGN_OF_LIFE.toNanos() / LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            String now = database.inTransaction(DatabaseSnapshot::lock);
            if (!now.isEmpty() && !now.equals(before)) {
                throw new StoreException(
                        StoreException.Kind.BUSY,
                        "open",
                        place,
                        "a server uses it, which renews its lock in the table StoreLock");
            }
        }
    }

    private static String lock(Connection connection) throws SQLException {
        return Sql.first(
                connection,
                "SELECT id, tick FROM StoreLock WHERE COALESCE(id, '')<>''",
                row -> row.getString(1) + " " + row.getLong(2),
                "");
    }

    /** Returns the identity of the server; empty if none has used the database yet. */
    public Optional<ServerRecord> server() {
        return Optional.ofNullable(found.server());
    }

    /** Returns the clients. */
    public List<ClientRecord> clients() {
        return found.clients();
    }

    /** Describes other sessions in the database, which may be those of a server. */
    public List<String> otherSessions() {
        return List.copyOf(otherSessions);
    }

    /** Returns the channels, in the order of their names. */
    public List<Channel> channels() {
        return channels.values().stream().map(this::channel).toList();
    }

    private Channel channel(FoundChannel channel) {
        long[] sums = sums(connection, channel);
        return new Channel(
                channel.name(),
                sums[0],
                sums[1],
                Math.max(sums[2], channel.highestSequence()),
                Math.max(sums[3], channel.lastTimestamp()),
                channel.highestSubscription(),
                channel.subscriptions().stream().map(StoredSubscription::toRecovered).toList());
    }

    private long[] sums(Connection reader, FoundChannel channel) {
        try {
            return Sql.first(
                    reader,
                    "SELECT COUNT(*), COALESCE(SUM(size), 0), COALESCE(MAX(seq), 0),"
                            + " COALESCE(MAX(timestamp), 0) FROM Messages WHERE id=?",
                    row ->
                            new long[] {
                                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)
                            },
                    new long[4],
                    channel.id());
        } catch (SQLException e) {
            throw failed(connections, e);
        }
    }

    /** Reads messages of a channel from a sequence on; null if there is none. */
    public @Nullable Page read(String channel, long fromSequence) {
        FoundChannel from = channels.get(channel);
        if (from == null) {
            return null;
        }
        try {
            Page page =
                    new MessageTable(connections.dialect(), from.id(), channel)
                            .page(connection, fromSequence, Long.MAX_VALUE - 1);
            return page.rows().isEmpty() ? null : page;
        } catch (SQLException e) {
            throw failed(connections, e);
        }
    }

    /**
     * Compares with what the database has now.
     *
     * @return the names of channels that have other messages now, or that did not exist
     */
    public List<String> changedChannels() {
        Map<String, Long> before = new LinkedHashMap<>();
        channels.values().forEach(each -> before.put(each.name(), sums(connection, each)[2]));
        try (Connection now = source.getConnection()) {
            now.setAutoCommit(true);
            return channels.values().stream()
                    .filter(each -> sums(now, each)[2] != before.getOrDefault(each.name(), 0L))
                    .map(FoundChannel::name)
                    .toList();
        } catch (SQLException e) {
            throw failed(connections, e);
        }
    }

    private static StoreException failed(Connections connections, SQLException e) {
        return new StoreException(
                StoreException.Kind.IO, "read", connections.place(), Failure.text(e), e);
    }

    @Override
    public void close() {
        try (connections) {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw failed(connections, e);
        }
    }
}
