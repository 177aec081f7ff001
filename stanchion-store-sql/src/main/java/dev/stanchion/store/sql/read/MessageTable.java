package dev.stanchion.store.sql.read;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.store.remote.Block;
import dev.stanchion.store.remote.Page;
import dev.stanchion.store.remote.StoredMessage;
import dev.stanchion.store.sql.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queries on one channel's messages. Immutable; blocks its caller. */
public final class MessageTable {
    /** The maximum number of rows in one page. It also bounds the cost of reading ahead. */
    static final int MAX_ROWS = 128;

    private static final int MAX_BYTES = 256 * 1024;
    private static final int FETCHED_AT_ONCE = 64;

    private final Dialect dialect;
    private final int id;
    private final String channel;

    public MessageTable(Dialect dialect, int id, String channel) {
        this.dialect = dialect;
        this.id = id;
        this.channel = channel;
    }

    /** Returns the sums of all messages, block by block. */
    public List<Block.Summary> summaries(Connection connection) throws SQLException {
        String block = dialect.quotient("seq", Block.SPAN);
        String sql =
                "SELECT MIN(seq), MAX(seq), COUNT(*), COALESCE(SUM(size), 0), MIN(timestamp),"
                        + " MAX(timestamp) FROM Messages WHERE id=? GROUP BY "
                        + block
                        + " ORDER BY 1";
        List<Block.Summary> summaries = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, id);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    summaries.add(
                            new Block.Summary(
                                    rows.getLong(1),
                                    rows.getLong(2),
                                    rows.getInt(3),
                                    rows.getLong(4),
                                    rows.getLong(5),
                                    rows.getLong(6)));
                }
            }
        }
        return summaries;
    }

    public List<Block.Detail> details(Connection connection, long first, long last)
            throws SQLException {
        String sql =
                "SELECT seq, timestamp, size FROM Messages WHERE id=? AND seq>=? AND seq<=?"
                        + " ORDER BY seq";
        List<Block.Detail> details = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, id);
            query.setLong(2, first);
            query.setLong(3, last);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    details.add(new Block.Detail(rows.getLong(1), rows.getLong(2), rows.getInt(3)));
                }
            }
        }
        return details;
    }

    /** Reads a page that begins at a sequence and does not pass the last one. */
    public Page page(Connection connection, long from, long last) throws SQLException {
        long upTo = endOfPage(connection, from, last);
        String sql =
                "SELECT seq, timestamp, data FROM Messages WHERE id=? AND seq>=? AND seq<=?"
                        + " ORDER BY seq";
        List<Page.Row> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, id);
            query.setLong(2, from);
            query.setLong(3, upTo);
            query.setFetchSize(FETCHED_AT_ONCE);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(row(rows.getLong(1), rows.getLong(2), rows.getBytes(3)));
                }
            }
        }
        return new Page(from, upTo + 1, found);
    }

    /**
     * Returns the end of a page that does not become too big. The page always has its first
     * message.
     */
    private long endOfPage(Connection connection, long from, long last) throws SQLException {
        String sql =
                "SELECT seq, size FROM Messages WHERE id=? AND seq>=? AND seq<=? ORDER BY seq LIMIT "
                        + MAX_ROWS;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, id);
            query.setLong(2, from);
            query.setLong(3, last);
            try (ResultSet rows = query.executeQuery()) {
                long end = last;
                long bytes = 0;
                int count = 0;
                while (rows.next()) {
                    bytes += rows.getInt(2);
                    if (count > 0 && bytes > MAX_BYTES) {
                        return end;
                    }
                    end = rows.getLong(1);
                    count++;
                }
                return count == MAX_ROWS ? end : last;
            }
        }
    }

    private Page.Row row(long sequence, long timestamp, byte @Nullable [] data) {
        StoredMessage message =
                StoredMessage.of(sequence, timestamp, data == null ? new byte[0] : data);
        MsgProtoCursor cursor = new MsgProtoCursor();
        String damage = null;
        if (data == null) {
            damage = "its data is NULL";
        } else if (!cursor.wrap(message.bytes(), 0, message.size())) {
            damage = "its " + message.size() + " bytes of data are no message";
        } else if (cursor.sequence() != sequence) {
            damage = "its data are those of message " + cursor.sequence();
        }
        return new Page.Row(message, damage == null ? null : corrupt(sequence, damage));
    }

    private StoreException corrupt(long sequence, String damage) {
        return new StoreException(
                StoreException.Kind.CORRUPT,
                "read",
                channel,
                "row (id=%d, seq=%d) of Messages cannot be read: %s. Restore it from a backup, or"
                                .formatted(id, sequence, damage)
                        + " delete it");
    }

    /**
     * Returns the first message from a sequence on that is at or after a time; 0 if there is none.
     */
    public long sequenceAt(Connection connection, long from, long epochNanos) throws SQLException {
        String sql =
                "SELECT seq FROM Messages WHERE id=? AND seq>=? AND timestamp>=? ORDER BY seq"
                        + " LIMIT 1";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, id);
            query.setLong(2, from);
            query.setLong(3, epochNanos);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
