package dev.stanchion.store.file;

import dev.stanchion.activity.witness.GuidJournal;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The guids of the newest messages of a directory that a group has: the file {@code guids} in it,
 * mapped into memory. The active writes an entry before the message is committed. So an entry may
 * be of a message that was never stored; the next message with its sequence replaces it.
 *
 * <p>All members of such a group are on one machine. If the machine ends, so does every follower
 * that would ask. Therefore the file must survive the end of the process only, and nobody syncs it.
 * Other versions of Stanchion ignore the file.
 *
 * <p>Safe for use by many shards, each for its own channels.
 */
public final class RecentGuids implements GuidJournal {
    private static final String NAME = "guids";
    private static final int CHUNK_BYTES = 64 << 10;

    private final GuidTable table;
    private final AtomicLong last;

    private RecentGuids(MappedByteBuffer file) {
        this.table = new GuidTable(file);
        this.last = new AtomicLong(table.lastNumber());
    }

    /**
     * Opens the file of a directory, which is created if it is missing. Only the holder of the
     * group's lock may do that. Blocks.
     *
     * @throws StoreException if the file cannot be used
     */
    public static RecentGuids open(Path directory) {
        Path path = directory.toAbsolutePath().normalize().resolve(NAME);
        try (FileChannel channel = OwnerOnly.openChannel(path)) {
            if (channel.size() != GuidTable.BYTES || magic(channel) != GuidTable.MAGIC) {
                fill(channel);
            }
            return new RecentGuids(channel.map(FileChannel.MapMode.READ_WRITE, 0, GuidTable.BYTES));
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.IO,
                    "open",
                    path.toString(),
                    String.valueOf(e.getMessage()),
                    e);
        }
    }

    private static long magic(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        return channel.read(bytes, 0) == Long.BYTES ? bytes.getLong(0) : 0;
    }

    /** Takes the space of the file, so that a full disk is noticed here and never at an entry. */
    private static void fill(FileChannel channel) throws IOException {
        channel.truncate(0);
        ByteBuffer zeros = ByteBuffer.allocate(CHUNK_BYTES);
        for (int at = 0; at < GuidTable.BYTES; at += zeros.limit()) {
            zeros.clear().limit(Math.min(CHUNK_BYTES, GuidTable.BYTES - at));
            while (zeros.hasRemaining()) {
                channel.write(zeros, at + zeros.position());
            }
        }
        channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, GuidTable.MAGIC), 0);
    }

    @Override
    public void appended(long channelHash, long sequence, long guidHash) {
        table.put(last.incrementAndGet(), channelHash, sequence, guidHash);
    }

    @Override
    public long[] guidHashes(long channelHash, long behind, long lastStored) {
        return table.guidHashes(channelHash, behind, lastStored);
    }
}
