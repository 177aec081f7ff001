package dev.stanchion.crash.disk;

import dev.stanchion.kit.shard.Chance;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A file's content, sector by sector, in the page cache and on the platter. */
final class CachedFile implements Node {
    static final int SECTOR_BYTES = 512;
    private static final byte[] ZEROS = new byte[SECTOR_BYTES];

    private final Map<Long, Versions<byte[]>> sectors = new TreeMap<>();
    private final Versions<Long> size = new Versions<>(0L);
    private long changes;

    /** Returns the space on the disk for a number of bytes. */
    static long allocated(long bytes) {
        return (bytes + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
    }

    long sizeBytes() {
        return size.cached();
    }

    /** Reads up to the file's end; -1 if it is before the position. */
    int read(ByteBuffer target, int wanted, long position) {
        long left = size.cached() - position;
        if (left <= 0) {
            return -1;
        }
        int count = (int) Math.min(Math.min(wanted, target.remaining()), left);
        int done = 0;
        while (done < count) {
            long at = position + done;
            int offset = (int) (at % SECTOR_BYTES);
            int length = Math.min(SECTOR_BYTES - offset, count - done);
            Versions<byte[]> sector = sectors.get(at / SECTOR_BYTES);
            target.put(sector == null ? ZEROS : sector.cached(), offset, length);
            done += length;
        }
        return count;
    }

    /** Writes the rest of the buffer. The file grows sector by sector. */
    void write(ByteBuffer source, long position) {
        long at = position;
        while (source.hasRemaining()) {
            int offset = (int) (at % SECTOR_BYTES);
            int length = Math.min(SECTOR_BYTES - offset, source.remaining());
            byte[] content = sector(at).cached().clone();
            source.get(content, offset, length);
            sector(at).change(content, ++changes);
            at += length;
            if (at > size.cached()) {
                size.change(at, changes);
            }
        }
    }

    void truncate(long sizeBytes) {
        if (sizeBytes >= size.cached()) {
            return;
        }
        changes++;
        for (long at = sizeBytes; at < size.cached(); at = (at / SECTOR_BYTES + 1) * SECTOR_BYTES) {
            byte[] content = sector(at).cached().clone();
            Arrays.fill(content, (int) (at % SECTOR_BYTES), SECTOR_BYTES, (byte) 0);
            sector(at).change(content, changes);
        }
        size.change(sizeBytes, changes);
    }

    private Versions<byte[]> sector(long at) {
        return sectors.computeIfAbsent(at / SECTOR_BYTES, number -> new Versions<>(ZEROS));
    }

    void force() {
        all().forEach(Versions::force);
    }

    /** Writes a random part of the unforced data to the platter, without a report. */
    void settle(Chance chance) {
        Survival survival = Survival.draw(chance);
        long moment = drawMoment(chance);
        for (Versions<?> each : all()) {
            each.settle(survival.surviving(each.changedAt(), moment, chance));
        }
    }

    private long drawMoment(Chance chance) {
        long[] unforced =
                all().stream()
                        .flatMap(each -> each.changedAt().stream())
                        .mapToLong(at -> at)
                        .sorted()
                        .toArray();
        return unforced.length == 0 ? 0 : unforced[chance.below(unforced.length)];
    }

    void evict() {
        all().forEach(Versions::evict);
    }

    private List<Versions<?>> all() {
        List<Versions<?>> all = new ArrayList<>(sectors.values());
        all.add(size);
        return all;
    }
}
