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
 * @param header made up from its messages if it is not whole; empty if there are none either
 * @param isHeaderWhole whether it is as it was written
 * @param isBlank whether the file has nothing but zeros, or ends within its header
 * @param isSealed whether it has a whole footer
 * @param sequences of the messages that can be read
 * @param messageCount that can be read
 * @param firstSequence 0 if nothing can be read
 * @param damages stretches that cannot be read, with something readable behind them
 * @param missingMessages that the footer speaks of and nobody can read
 * @param dataEnd where the last message ends
 * @param restBytes behind that, which are neither message nor footer
 * @param endSequence of its last message, as its footer says or as far as it can be read
 * @param context what else is known of it
 */
public record SegmentCheck(
        Path path,
        Optional<SegmentHeader> header,
        boolean isHeaderWhole,
        boolean isBlank,
        long sizeBytes,
        boolean isSealed,
        SequenceRanges sequences,
        long messageCount,
        long messageBytes,
        long firstSequence,
        long lastSequence,
        List<Stretch> damages,
        long missingMessages,
        long dataEnd,
        long restBytes,
        long endSequence,
        Context context) {
    private static final int COPY_BYTES = 1 << 20;

    /**
     * The facts about a segment that the catalog and the commit log contain.
     *
     * @param keptFrom limits have removed what is before this sequence
     * @param replayFrom from this sequence on the commit log has its messages, too
     * @param notedUpTo the last sequence that was noted of it; 0 if nothing was: then none of it
     *     was ever on the disk for certain and nowhere else; the greatest if nobody can tell
     */
    public record Context(long keptFrom, long replayFrom, long notedUpTo) {}

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
     * @param channel whose directory it is in
     * @param name of that channel; empty if nobody knows it
     * @param context what else is known of it
     * @throws dev.stanchion.store.file.disk.NoFileException if it is something else
     * @throws dev.stanchion.engine.spi.StoreException of kind {@code CORRUPT} if a newer Stanchion
     *     wrote it
     */
    public static SegmentCheck of(Disk disk, Path path, long channel, String name, Context context)
            throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            Optional<SegmentHeader> header = SegmentHeader.read(file, path);
            if (header.isPresent()) {
                return of(file, path, header.get(), true, context);
            }
            Optional<SegmentHeader> madeUp = SegmentHeader.madeUp(file, path, channel, name);
            if (madeUp.isPresent()) {
                return of(file, path, madeUp.get(), false, context);
            }
            long size = file.sizeBytes();
            SequenceRanges none = new SequenceRanges();
            boolean isBlank = size <= SegmentHeader.leastBytes() || isBlank(file, size);
            return new SegmentCheck(
                    path, madeUp, false, isBlank, size, false, none, 0, 0, 0, 0, List.of(), 0, 0,
                    size, 0, context);
        }
    }

    private static boolean isBlank(DiskFile file, long size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(COPY_BYTES);
        for (long at = 0; at < size; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(COPY_BYTES, size - at));
            file.readFully(buffer, at);
            for (int i = 0; i < buffer.limit(); i++) {
                if (buffer.get(i) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static SegmentCheck of(
            DiskFile file, Path path, SegmentHeader header, boolean isHeaderWhole, Context context)
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
                isHeaderWhole,
                false,
                file.sizeBytes(),
                footer.isPresent(),
                scan.sequences(),
                found,
                info.map(SegmentInfo::messageBytes).orElse(0L),
                info.map(SegmentInfo::firstSequence).orElse(0L),
                info.map(SegmentInfo::lastSequence).orElse(0L),
                damages,
                said - found,
                scan.dataEnd(),
                end - scan.dataEnd(),
                footer.or(() -> info).map(SegmentInfo::lastSequence).orElse(0L),
                context);
    }

    /** Tells whether something that was written cannot be read; a torn end is not meant. */
    public boolean isDamaged() {
        return !isUnneeded()
                && (!(isHeaderWhole || isBlank || isUnsynced())
                        || damages.stream().anyMatch(this::isDamage)
                        || missingMessages > 0);
    }

    /**
     * Tells whether limits have removed all that is in it. Such a file can come back when a power
     * loss undoes that it was deleted, or set aside, as torn as an earlier one had left it.
     */
    public boolean isUnneeded() {
        long last = Math.max(baseSequence(), Math.max(endSequence, context.notedUpTo()));
        return last < context.keptFrom();
    }

    /** Tells whether the commit log has all of it, so that a power loss can have torn all of it. */
    public boolean isUnsynced() {
        return baseSequence() >= context.replayFrom();
    }

    /** Tells whether a stretch was once on the disk and is needed; else a start does without it. */
    public boolean isDamage(Stretch stretch) {
        return stretch.nextSequence() < context.replayFrom() && !isUnneeded(stretch);
    }

    /** Tells whether limits have removed all that a stretch can have had. */
    public boolean isUnneeded(Stretch stretch) {
        return stretch.nextSequence() <= context.keptFrom();
    }

    /** Returns from which sequence on the file has messages, as its name says. */
    public long baseSequence() {
        return SegmentName.baseSequence(path);
    }

    /** Returns what should be noted of it as it is now. */
    public SegmentNote note(long channel) {
        return new SegmentNote(channel, baseSequence(), lastSequence, messageCount);
    }

    /** Writes what can be read into a new file, which has no footer: a start looks it through. */
    public void copyReadable(Disk disk, Path target) throws IOException {
        try (DiskFile from = disk.open(path, Disk.Access.READ);
                DiskFile to = disk.create(target)) {
            SegmentHeader own = header.orElseThrow();
            to.writeFully(new ByteBuffer[] {own.encoded()}, 0);
            long start = own.dataStart();
            long written = start;
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
