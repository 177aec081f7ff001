package dev.stanchion.store.sql.write;

import dev.stanchion.store.sql.database.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the rows of deleted channels, a piece at a time, when the writer has nothing else to do.
 * It deletes the channel's own row last, so the next run finds an interrupted purge and continues
 * it ({@code spec/stores.md} 8.5, K17). Confined to the writer.
 */
public final class Purge {
    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);
    private static final int PIECE = 1_000;

    private final Deque<Integer> channels = new ArrayDeque<>();

    public void add(int channel) {
        channels.add(channel);
    }

    public void addLeftOver(Collection<Integer> ids) {
        if (!ids.isEmpty()) {
            LOG.info("Removing what {} deleted channel(s) have left in the database", ids.size());
            channels.addAll(ids);
        }
    }

    boolean hasWork() {
        return !channels.isEmpty();
    }

    /**
     * Deletes one piece.
     *
     * @return true if it was the channel's last piece; the caller then calls {@link #finished} once
     *     the deletion is durable
     */
    boolean removePiece(Connection connection) throws SQLException {
        int id = channels.element();
        int pending =
                Sql.update(
                        connection,
                        "DELETE FROM SubsPending WHERE subid IN"
                                + " (SELECT subid FROM Subscriptions WHERE id=?)",
                        id);
        long last = lastOfPiece(connection, id);
        if (last > 0) {
            Sql.update(connection, "DELETE FROM Messages WHERE id=? AND seq<=?", id, last);
        }
        if (pending > 0 || last > 0) {
            return false;
        }
        Sql.update(connection, "DELETE FROM Subscriptions WHERE id=?", id);
        Sql.update(connection, "DELETE FROM StanchionSubscriptions WHERE id=?", id);
        Sql.update(connection, "DELETE FROM StanchionChannels WHERE id=?", id);
        Sql.update(connection, "DELETE FROM Channels WHERE id=?", id);
        return true;
    }

    /** Records that the database has no row of the channel any more. */
    void finished() {
        channels.remove();
    }

    private static long lastOfPiece(Connection connection, int id) throws SQLException {
        String sql =
                "SELECT MAX(seq) FROM (SELECT seq FROM Messages WHERE id=? ORDER BY seq LIMIT "
                        + PIECE
                        + ") t";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
