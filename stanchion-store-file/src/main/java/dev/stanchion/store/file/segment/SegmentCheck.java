package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one segment's file holds, every byte of it looked at. Immutable.
 *
 * @param header empty if there is no whole one, and then nothing else is known
 * @param isSealed whether it has a whole footer
 * @param messageCount that can be read
 * @param firstSequence 0 if nothing can be read
 * @param damages stretches that cannot be read, with something readable behind them
 * @param missingMessages that the footer speaks of and nobody can read
 * @param dataEnd where the last message ends
 * @param restBytes behind that, which are neither message nor footer
 */
public record SegmentCheck(
        Path path,
        Optional<SegmentHeader> header,
        long sizeBytes,
        boolean isSealed,
        long messageCount,
        long messageBytes,
        long firstSequence,
        long lastSequence,
        List<Stretch> damages,
        long missingMessages,
        long dataEnd,
        long restBytes) {
    private static final int COPY_BYTES = 1 << 20;

    /**
     * A part of the file.
     *
     * @param expectedSequence what was to come there
     * @param nextSequence of the first message behind it
     */
    public record Stretch(long from, long to, long expectedSequence, long nextSequence) {}

    public SegmentCheck {
        damages = List.copyOf(damages);
    }

    /**
     * Looks at a file, and changes nothing.
     *
     * @throws dev.stanchion.engine.spi.StoreException of kind {@code CORRUPT} if a newer Stanchion
     *     wrote it
     */
    public static SegmentCheck of(Disk disk, Path path) throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            Optional<SegmentHeader> header = SegmentHeader.read(file, path);
            if (header.isEmpty()) {
                long size = file.sizeBytes();
                return new SegmentCheck(
                        path, header, size, false, 0, 0, 0, 0, List.of(), 0, 0, size);
            }
            return of(file, path, header.get());
        }
    }

    private static SegmentCheck of(DiskFile file, Path path, SegmentHeader header)
            throws IOException {
        Optional<SegmentInfo> footer = SegmentFooter.read(file, path, header.dataStart());
        SegmentScan scan =
                footer.isPresent()
                        ? SegmentScan.ofSealed(file, footer.get())
                        : SegmentScan.of(
                                file,
                                path,
                                header.dataStart(),
                                header.baseSequence(),
                                Long.MAX_VALUE,
                                Long.MAX_VALUE);
        List<Stretch> damages = new ArrayList<>();
        for (SegmentScan.Damage each : scan.damages()) {
            damages.add(
                    new Stretch(
                            each.from(), each.to(), each.expectedSequence(), each.nextSequence()));
        }
        Optional<SegmentInfo> info = scan.info();
        long found = info.map(SegmentInfo::messageCount).orElse(0L);
        long said = footer.map(SegmentInfo::messageCount).orElse(found);
        long end = footer.map(SegmentInfo::dataEnd).orElse(file.sizeBytes());
        return new SegmentCheck(
                path,
                Optional.of(header),
                file.sizeBytes(),
                footer.isPresent(),
                found,
                info.map(SegmentInfo::messageBytes).orElse(0L),
                info.map(SegmentInfo::firstSequence).orElse(0L),
                info.map(SegmentInfo::lastSequence).orElse(0L),
                damages,
                said - found,
                scan.dataEnd(),
                end - scan.dataEnd());
    }

    /** Tells whether something that was written cannot be read; a torn end is not meant. */
    public boolean isDamaged() {
        return header.isEmpty() || !damages.isEmpty() || missingMessages > 0;
    }

    /** Writes what can be read into a new file, which has no footer: a start looks it through. */
    public void copyReadable(Disk disk, Path target) throws IOException {
        try (DiskFile from = disk.open(path, Disk.Access.READ);
                DiskFile to = disk.create(target)) {
            long start = 0;
            long written = 0;
            for (Stretch damage : damages) {
                written = copy(from, start, damage.from(), to, written);
                start = damage.to();
            }
            copy(from, start, dataEnd, to, written);
            to.force();
        }
    }

    private static long copy(DiskFile from, long start, long end, DiskFile to, long at)
            throws IOException {
        long target = at;
        ByteBuffer buffer = ByteBuffer.allocate(COPY_BYTES);
        for (long next = start; next < end; next += buffer.limit()) {
            buffer.clear().limit((int) Math.min(COPY_BYTES, end - next));
            from.readFully(buffer, next);
            to.writeFully(new ByteBuffer[] {buffer.flip()}, target);
            target += buffer.limit();
        }
        return target;
    }
}
