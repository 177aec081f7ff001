package dev.stanchion.store.sql.recovery;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.store.sql.database.Dialect;
import dev.stanchion.store.sql.subscription.SequenceList;
import dev.stanchion.store.sql.subscription.StoredSubscription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads {@code SubsPending} in all forms that a server ever wrote: a single sequence, a list of
 * sequences, a list of acknowledgements of earlier rows, and mixtures. It reads the rows in the
 * order of their numbers, because an acknowledgement refers to earlier deliveries ({@code
 * spec/stores.md} 4.5, K27). Immutable.
 */
public final class PendingRows {
    private final Dialect dialect;

    public PendingRows(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The result of the rows of one subscription. One thread fills it; then it is only read. */
    static final class OfOne {
        private final Map<Long, Long> rowBySequence = new TreeMap<>();
        private long lastSent;
        private long highestRow;
        private boolean canonical = true;

        private void add(long row, long sequence) {
            canonical &= rowBySequence.put(sequence, row) == null;
        }

        private void acknowledge(long sequence) {
            rowBySequence.remove(sequence);
            canonical = false;
        }

        long lastSent() {
            return lastSent;
        }

        StoredSubscription toSubscription(long id, SubscriptionRecord subscription) {
            Map<Long, List<Long>> byRow = new LinkedHashMap<>();
            rowBySequence.forEach((sequence, row) ->
                    byRow.computeIfAbsent(row, each -> new ArrayList<>()).add(sequence));
            return StoredSubscription.recovered(id, subscription, highestRow, byRow, canonical);
        }
    }

    /** Reads all rows, and returns them by subscription. */
    Map<Long, OfOne> read(Connection connection) throws SQLException {
        String sql =
                "SELECT subid, %s, seq, lastsent, pending, acks FROM SubsPending ORDER BY subid, %1$s"
                        .formatted(dialect.row());
        Map<Long, OfOne> all = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                read(row, all.computeIfAbsent(row.getLong(1), each -> new OfOne()));
            }
        }
        return all;
    }

    private static void read(ResultSet row, OfOne of) throws SQLException {
        long number = row.getLong(2);
        long single = row.getLong(3);
        of.highestRow = Math.max(of.highestRow, number);
        of.lastSent = Math.max(of.lastSent, Math.max(single, row.getLong(4)));
        if (single > 0) {
            of.add(number, single);
            of.canonical = false;
            return;
        }
        byte[] pending = row.getBytes(5);
        byte[] acks = row.getBytes(6);
        try {
            if (pending == null || pending.length == 0) {
                of.canonical = false; // the row has only acknowledgements
            } else {
                SequenceList.decode(pending, sequence -> of.add(number, sequence));
            }
            if (acks != null && acks.length > 0) {
                SequenceList.decode(acks, of::acknowledge);
            }
        } catch (NumberFormatException e) {
            throw new StoreException(
                    StoreException.Kind.CORRUPT,
                    "recover",
                    "table SubsPending",
                    "row (subid=%d, row=%d): %s".formatted(row.getLong(1), number, e.getMessage()),
                    e);
        }
    }
}
