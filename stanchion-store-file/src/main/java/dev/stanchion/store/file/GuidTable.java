package dev.stanchion.store.file;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The entries of a file of guids: what the last active has left, and those that are written now.
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
 * <p>Entries may be written by many threads, each with numbers of its own.
 */
public final class GuidTable {
    /** At the beginning of the file. */
    public static final long MAGIC = 0x5374477569647331L;

    /** How many entries there are; a power of two. */
    public static final int ENTRIES = 1 << 16;

    /** The size of an entry. */
    public static final int ENTRY_BYTES = 40;

    private static final int HEADER_BYTES = 64;

    /** The size of the file. */
    public static final int BYTES = HEADER_BYTES + ENTRIES * ENTRY_BYTES;

    private static final long ODD = 0x9E3779B97F4A7C15L;

    private final ByteBuffer file;
    private final long last;

    /** What the last active has left: for each channel the hashes by sequence. */
    private final Map<Long, Map<Long, Long>> left = new HashMap<>();

    /** Reads what was left. */
    public GuidTable(ByteBuffer file) {
        this.file = file;
        this.last = read();
    }

    /** Returns the highest number that was left. */
    public long lastNumber() {
        return last;
    }

    /** Returns where in the file the entry with a number is. */
    public static int offset(long number) {
        return HEADER_BYTES + (int) (number % ENTRIES) * ENTRY_BYTES;
    }

    /** Writes an entry. */
    public void put(long number, long channelHash, long sequence, long guidHash) {
        int at = offset(number);
        file.putLong(at, number);
        file.putLong(at + 8, channelHash);
        file.putLong(at + 16, sequence);
        file.putLong(at + 24, guidHash);
        file.putLong(at + 32, check(number, channelHash, sequence, guidHash));
    }

    /** Returns the hashes of guids of a channel that were left, for a part of its sequences. */
    public long[] guidHashes(long channelHash, long behind, long lastStored) {
        return left.getOrDefault(channelHash, Map.of()).entrySet().stream()
                .filter(each -> each.getKey() > behind && each.getKey() <= lastStored)
                .mapToLong(Map.Entry::getValue)
                .toArray();
    }

    private record Entry(long number, long channel, long sequence, long guid) {}

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
}
