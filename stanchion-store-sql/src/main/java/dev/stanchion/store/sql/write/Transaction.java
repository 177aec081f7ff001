package dev.stanchion.store.sql.write;

import dev.stanchion.store.remote.StoredMessage;
import dev.stanchion.store.sql.database.Dialect;
import dev.stanchion.store.sql.database.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a batch. For each channel it writes the messages first and the changes of subscriptions
 * after them, so that no record refers to a message that is not in the database. Confined to the
 * writer.
 *
 * <p>Every write can be repeated, because after a broken connection the writer does not know
 * whether the transaction was committed. The transaction first deletes messages beyond the last one
 * that is known to be in the database. All other writes replace existing rows.
 */
final class Transaction {
    private static final int MAX_BATCH_BYTES = 4 << 20;

    /**
     * The maximum number of deletions in one transaction. It bounds the time that a transaction
     * takes.
     */
    private static final int MAX_DELETED = 5_000;

    private final Dialect dialect;
    private final int bulkRows;
    private final Optional<RecentGuids> guids;

    /**
     * @param guids writes the guids of messages, if the database has them
     */
    Transaction(Dialect dialect, int bulkRows, Optional<RecentGuids> guids) {
        this.dialect = dialect;
        this.bulkRows = bulkRows;
        this.guids = guids;
    }

    /** Deletes what nobody needs any more. */
    void trim(Connection connection) throws SQLException {
        if (guids.isPresent()) {
            guids.get().trim(connection);
        }
    }

    /** Writes the changes of one channel. */
    void write(Connection connection, ChannelWork.Taken part) throws SQLException {
        ChannelWork work = part.work();
        if (work.isUncertain()) {
            Sql.update(
                    connection,
                    "DELETE FROM Messages WHERE id=? AND seq>?",
                    work.id(),
                    work.durable());
        }
        insert(connection, part);
        if (guids.isPresent()) {
            guids.get().write(connection, work, part.messages());
        }
        ChannelWork.LogState state = part.state();
        if (state != null && state.empty() && state.last() > 0) {
            rememberEnd(connection, work.id(), state);
        }
        write(connection, work.id(), part.subscriptions());
    }

    private void insert(Connection connection, ChannelWork.Taken part) throws SQLException {
        List<StoredMessage> messages = kept(part);
        if (messages.isEmpty()) {
            return;
        }
        String sql = "INSERT INTO Messages (id, seq, timestamp, size, data) VALUES (?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int rows = 0;
            long bytes = 0;
            for (StoredMessage message : messages) {
                insert.setInt(1, part.work().id());
                insert.setLong(2, message.sequence());
                insert.setLong(3, message.timestampEpochNanos());
                insert.setInt(4, message.size());
                insert.setBytes(5, message.array());
                insert.addBatch();
                rows++;
                bytes += message.size();
                if (rows == bulkRows || bytes >= MAX_BATCH_BYTES) {
                    insert.executeBatch();
                    rows = 0;
                    bytes = 0;
                }
            }
            if (rows > 0) {
                insert.executeBatch();
            }
        }
    }

    /** Returns the messages without those that the limits dropped before they were written. */
    private static List<StoredMessage> kept(ChannelWork.Taken part) {
        ChannelWork.LogState state = part.state();
        List<StoredMessage> all = part.messages();
        if (state == null || all.isEmpty() || all.getFirst().sequence() >= state.first()) {
            return all;
        }
        return all.stream().filter(message -> message.sequence() >= state.first()).toList();
    }

    /**
     * Writes the last sequence, which the Go server reads, and the last timestamp. Once the last
     * message is deleted, no other row has that timestamp.
     */
    private void rememberEnd(Connection connection, int id, ChannelWork.LogState state)
            throws SQLException {
        Sql.update(connection, "UPDATE Channels SET maxseq=? WHERE id=?", state.last(), id);
        Sql.update(
                connection,
                dialect.orReplace(
                        "INSERT INTO StanchionChannels (id, lastseq, lasttimestamp)"
                                + " VALUES (?, ?, ?)",
                        "id",
                        "lastseq",
                        "lasttimestamp"),
                id,
                state.last(),
                state.lastTimestamp());
    }

    /**
     * Deletes dropped messages, up to the limit of one transaction.
     *
     * @return the database has no message before this sequence
     */
    long deleteDropped(Connection connection, int id, long from, long below) throws SQLException {
        long upTo = below;
        if (below - from > MAX_DELETED) {
            String sql =
                    "SELECT MAX(seq) FROM (SELECT seq FROM Messages WHERE id=? AND seq<?"
                            + " ORDER BY seq LIMIT ?) t";
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                Sql.set(query, id, below, MAX_DELETED);
                try (ResultSet row = query.executeQuery()) {
                    long last = row.next() ? row.getLong(1) : 0;
                    upTo = last == 0 ? below : last + 1;
                }
            }
        }
        Sql.update(connection, "DELETE FROM Messages WHERE id=? AND seq<?", id, upTo);
        return upTo;
    }

    private void write(Connection connection, int id, SubscriptionChanges changes)
            throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        if (changes.tombstonesPurged()) {
            Sql.update(
                    connection,
                    "DELETE FROM StanchionSubscriptions WHERE id=? AND subid IN"
                            + " (SELECT subid FROM Subscriptions WHERE id=? AND deleted=TRUE)",
                    id,
                    id);
            Sql.update(connection, "DELETE FROM Subscriptions WHERE id=? AND deleted=TRUE", id);
        }
        List<Object[]> cleared = new ArrayList<>();
        for (long each : changes.cleared()) {
            cleared.add(new Object[] {each});
        }
        batch(connection, "DELETE FROM SubsPending WHERE subid=?", cleared);
        batch(
                connection,
                "DELETE FROM Subscriptions WHERE id=? AND subid=?",
                pairs(id, changes.gone()));
        batch(
                connection,
                "DELETE FROM StanchionSubscriptions WHERE id=? AND subid=?",
                pairs(id, changes.gone()));
        batch(
                connection,
                dialect.orReplace(
                        "INSERT INTO Subscriptions (id, subid, deleted) VALUES (?, ?, TRUE)",
                        "id, subid",
                        "deleted"),
                pairs(id, changes.buried().keySet()));
        writeStored(connection, id, changes);
        writeRows(connection, changes);
    }

    private static List<Object[]> pairs(int id, Set<Long> subscriptions) {
        List<Object[]> pairs = new ArrayList<>();
        for (long each : subscriptions) {
            pairs.add(new Object[] {id, each});
        }
        return pairs;
    }

    private void writeStored(Connection connection, int id, SubscriptionChanges changes)
            throws SQLException {
        List<Object[]> stored = new ArrayList<>();
        changes.stored()
                .forEach((subscription, each) ->
                        stored.add(
                                new Object[] {
                                    id, subscription, each.lastSent(), each.proto().array()
                                }));
        batch(
                connection,
                dialect.orReplace(
                        "INSERT INTO Subscriptions (id, subid, lastsent, proto, deleted)"
                                + " VALUES (?, ?, ?, ?, FALSE)",
                        "id, subid",
                        "lastsent",
                        "proto",
                        "deleted"),
                stored);
        writeLocalIds(connection, id, changes);
        List<Object[]> sent = new ArrayList<>();
        changes.lastSent()
                .forEach((subscription, sequence) ->
                        sent.add(new Object[] {sequence, id, subscription}));
        batch(connection, "UPDATE Subscriptions SET lastsent=? WHERE id=? AND subid=?", sent);
    }

    /** Writes the number in the channel if it differs from the number in the database. */
    private void writeLocalIds(Connection connection, int id, SubscriptionChanges changes)
            throws SQLException {
        List<Object[]> localIds = new ArrayList<>();
        changes.stored()
                .forEach((subscription, each) -> {
                    if (each.localId() != subscription) {
                        localIds.add(new Object[] {id, subscription, each.localId()});
                    }
                });
        changes.buried()
                .forEach((subscription, localId) -> {
                    if (!localId.equals(subscription)) {
                        localIds.add(new Object[] {id, subscription, localId});
                    }
                });
        batch(
                connection,
                dialect.orReplace(
                        "INSERT INTO StanchionSubscriptions (id, subid, localid)"
                                + " VALUES (?, ?, ?)",
                        "id, subid",
                        "localid"),
                localIds);
    }

    private void writeRows(Connection connection, SubscriptionChanges changes) throws SQLException {
        List<Object[]> deleted = new ArrayList<>();
        List<Object[]> written = new ArrayList<>();
        for (Map.Entry<Long, Map<Long, SubscriptionChanges.@org.jspecify.annotations.Nullable Row>>
                ofOne : changes.rows().entrySet()) {
            ofOne.getValue()
                    .forEach((number, row) -> {
                        if (row == null) {
                            deleted.add(new Object[] {ofOne.getKey(), number});
                        } else {
                            written.add(
                                    new Object[] {
                                        ofOne.getKey(),
                                        number,
                                        row.lastSent(),
                                        row.pending().array()
                                    });
                        }
                    });
        }
        String row = dialect.row();
        batch(connection, "DELETE FROM SubsPending WHERE subid=? AND " + row + "=?", deleted);
        batch(
                connection,
                dialect.orReplace(
                        "INSERT INTO SubsPending (subid, "
                                + row
                                + ", lastsent, pending)"
                                + " VALUES (?, ?, ?, ?)",
                        "subid, " + row,
                        "lastsent",
                        "pending"),
                written);
    }

    private void batch(Connection connection, String sql, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int inBatch = 0;
            for (Object[] row : rows) {
                Sql.set(statement, row);
                statement.addBatch();
                if (++inBatch == bulkRows) {
                    statement.executeBatch();
                    inBatch = 0;
                }
            }
            if (inBatch > 0) {
                statement.executeBatch();
            }
        }
    }
}
