package dev.stanchion.store.sql.write;

import dev.stanchion.store.remote.StoredMessage;
import dev.stanchion.store.sql.database.Sql;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * The guids of the messages of the last minutes, in the table {@code StanchionRecent}. A member of
 * a group that takes over reads there what the last active has stored. NATS Streaming and servers
 * without a group neither write nor read the table.
 *
 * <p>A transaction adds one row for each channel with messages: the highest sequence among them,
 * and 8 bytes for each. The number of a row begins with the epoch of the term. So it tells what is
 * old without any clock of the database. Confined to the writer, except {@link #behind}.
 */
public final class RecentGuids {
    private static final int EPOCH_SHIFT = 40;
    private static final long KEEP_NANOS = Duration.ofMinutes(2).toNanos();

    private final LongSupplier elapsedNanos;
    private long number;
    private long markedNanos;
    private long olderMark;
    private long newerMark;

    /**
     * @param epoch of the term
     * @param elapsedNanos the clock
     */
    public RecentGuids(long epoch, LongSupplier elapsedNanos) {
        this.elapsedNanos = elapsedNanos;
        this.number = epoch << EPOCH_SHIFT;
        this.newerMark = number;
        this.markedNanos = elapsedNanos.getAsLong();
    }

    /** Writes the guids of messages that the same transaction writes. */
    void write(Connection connection, ChannelWork work, List<StoredMessage> messages)
            throws SQLException {
        if (work.isUncertain()) {
            Sql.update(
                    connection,
                    "DELETE FROM StanchionRecent WHERE id=? AND seq>?",
                    work.id(),
                    work.durable());
        }
        if (!messages.isEmpty()) {
            ByteBuffer guids = ByteBuffer.allocate(Long.BYTES * messages.size());
            messages.forEach(message -> guids.putLong(message.guidHash()));
            Sql.update(
                    connection,
                    "INSERT INTO StanchionRecent (nr, id, seq, guids) VALUES (?, ?, ?, ?)",
                    ++number,
                    work.id(),
                    messages.getLast().sequence(),
                    guids.array());
        }
    }

    /** Deletes what is older than two to four minutes, at most once in two minutes. */
    void trim(Connection connection) throws SQLException {
        long now = elapsedNanos.getAsLong();
        if (now - markedNanos >= KEEP_NANOS) {
            Sql.update(connection, "DELETE FROM StanchionRecent WHERE nr<=?", newerMarkAt(now));
        }
    }

    private long newerMarkAt(long now) {
        markedNanos = now;
        olderMark = newerMark;
        newerMark = number;
        return olderMark;
    }

    /** Returns the hashes of the guids of messages behind a sequence, and perhaps some before. */
    public static long[] behind(Connection connection, int id, long sequence) throws SQLException {
        LongStream.Builder hashes = LongStream.builder();
        String sql = "SELECT guids FROM StanchionRecent WHERE id=? AND seq>?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            Sql.set(query, id, sequence);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ByteBuffer guids = ByteBuffer.wrap(rows.getBytes(1));
                    while (guids.remaining() >= Long.BYTES) {
                        hashes.add(guids.getLong());
                    }
                }
            }
        }
        return hashes.build().toArray();
    }
}
