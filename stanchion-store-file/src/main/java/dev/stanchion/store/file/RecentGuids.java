package dev.stanchion.store.file;

import dev.stanchion.activity.witness.GuidJournal;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The guids of the newest messages of a directory that a group has: the file {@code guids} in it,
 * mapped into memory. The active writes an entry before the message is committed. So an entry may
 * be of a message that was never stored; the next message with its sequence replaces it.
 *
 * <p>All members of a group are on one machine. If the machine ends, so does every follower that
 * would ask. Therefore the file must survive the end of the process only, and nobody syncs it.
 * Other versions of Stanchion ignore the file.
 *
 * <pre>
 *   0   magic, 8 bytes
 *   64  65,536 entries; the entry with the number n is at the place n modulo 65,536
 *         8  number, from 1
 *         8  hash of the channel's name
 *         8  sequence
 *         8  hash of the guid
 *         8  check: the others, mixed
 * </pre>
 *
 * <p>Safe for use by many shards, each for its own channels.
 */
public final class RecentGuids implements GuidJournal {
    static final int ENTRIES = 1 << 16;

    private static final String NAME = "guids";
    private static final long MAGIC = 0x5374477569647331L;
    private static final int HEADER_BYTES = 64;
    private static final int ENTRY_BYTES = 40;
    private static final int BYTES = HEADER_BYTES + ENTRIES * ENTRY_BYTES;
    private static final int CHUNK_BYTES = 64 << 10;
    private static final long ODD = 0x9E3779B97F4A7C15L;

    private final MappedByteBuffer file;
    private final AtomicLong last;

    /** What the last active has left: for each channel the hashes by sequence. */
    private final Map<Long, Map<Long, Long>> left = new HashMap<>();

    private RecentGuids(MappedByteBuffer file) {
        this.file = file;
        this.last = new AtomicLong(read());
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
            if (channel.size() != BYTES || magic(channel) != MAGIC) {
                fill(channel);
            }
            return new RecentGuids(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
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
        for (int at = 0; at < BYTES; at += zeros.limit()) {
            zeros.clear().limit(Math.min(CHUNK_BYTES, BYTES - at));
            while (zeros.hasRemaining()) {
                channel.write(zeros, at + zeros.position());
            }
        }
        channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, MAGIC), 0);
    }

    private record Entry(long number, long channel, long sequence, long guid) {}

    /** Reads what was left. Returns the highest number. */
    private long read() {
        List<Entry> entries =
                IntStream.range(0, ENTRIES)
                        .map(place -> HEADER_BYTES + place * ENTRY_BYTES)
                        .filter(this::isWhole)
                        .mapToObj(this::entryAt)
                        .sorted(Comparator.comparingLong(Entry::number))
                        .toList();
        for (Entry each : entries) {
            left.computeIfAbsent(each.channel(), ignored -> new HashMap<>())
                    .put(each.sequence(), each.guid()); // newer ones replace older ones
        }
        return entries.isEmpty() ? 0 : entries.getLast().number();
    }

    private boolean isWhole(int at) {
        Entry entry = entryAt(at);
        return entry.number() > 0
                && file.getLong(at + 32)
                        == check(entry.number(), entry.channel(), entry.sequence(), entry.guid());
    }

    private Entry entryAt(int at) {
        return new Entry(
                file.getLong(at),
                file.getLong(at + 8),
                file.getLong(at + 16),
                file.getLong(at + 24));
    }

    private static long check(long number, long channel, long sequence, long guid) {
        return Long.rotateLeft(number * ODD ^ channel, 17)
                ^ Long.rotateLeft(sequence * ODD ^ guid, 41);
    }

    @Override
    public void appended(long channelHash, long sequence, long guidHash) {
        long number = last.incrementAndGet();
        int at = HEADER_BYTES + (int) (number % ENTRIES) * ENTRY_BYTES;
        file.putLong(at, number);
        file.putLong(at + 8, channelHash);
        file.putLong(at + 16, sequence);
        file.putLong(at + 24, guidHash);
        file.putLong(at + 32, check(number, channelHash, sequence, guidHash));
    }

    @Override
    public long[] guidHashes(long channelHash, long behind, long lastStored) {
        return left.getOrDefault(channelHash, Map.of()).entrySet().stream()
                .filter(each -> each.getKey() > behind && each.getKey() <= lastStored)
                .mapToLong(Map.Entry::getValue)
                .toArray();
    }
}
