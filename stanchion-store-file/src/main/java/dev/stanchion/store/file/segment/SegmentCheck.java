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
 * The content of one segment's file, with every byte of it checked. Immutable.
 *
 * @param header made up from its messages if it is not whole; empty if there are none either
 * @param isHeaderWhole whether it is as it was written
 * @param isBlank whether the file has nothing but zeros, or ends within its header
 * @param isSealed whether it has a whole footer
 * @param sequences the sequences of the readable messages
 * @param messageCount the number of readable messages
 * @param firstSequence 0 if no message is readable
 * @param damages the unreadable parts with a readable message behind them
 * @param missingMessages the messages in the footer that are unreadable
 * @param dataEnd the end of the last message
 * @param restBytes the bytes behind that, which are neither message nor footer
 * @param endSequence the sequence of its last message, as its footer says or as far as it can be
 *     read
 * @param context other facts about it
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
     * @param keptFrom limits have removed messages before this sequence
     * @param replayFrom from this sequence on the commit log has its messages, too
     * @param notedUpTo the last recorded sequence of it; 0 if there is none: then no part of it was
     *     ever certainly on the disk and nowhere else; the greatest value if it is unknown
     */
    public record Context(long keptFrom, long replayFrom, long notedUpTo) {}

    /**
     * A part of the file.
     *
     * @param expectedSequence the sequence that should come there
     * @param nextSequence the sequence of the first message behind it
     */
    public record Stretch(long from, long to, long expectedSequence, long nextSequence) {}

    public SegmentCheck {
        damages = List.copyOf(damages);
    }

    /**
     * Checks a file, and changes nothing.
     *
     * @param channel the channel of its directory
     * @param name the name of that channel; empty if it is unknown
     * @param context other facts about the file
     * @throws dev.stanchion.store.file.disk.NoFileException if it is no file
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

    /** Returns whether a written part cannot be read; a torn end does not count. */
    public boolean isDamaged() {
        return !isUnneeded()
                && (!(isHeaderWhole || isBlank || isUnsynced())
                        || damages.stream().anyMatch(this::isDamage)
                        || missingMessages > 0);
    }

    /**
     * Returns whether limits have removed all of its messages. Such a file can come back when a
     * power loss undoes its deletion, or undoes that it was set aside, as torn as an earlier power
     * loss had left it.
     */
    public boolean isUnneeded() {
        long last = Math.max(baseSequence(), Math.max(endSequence, context.notedUpTo()));
        return last < context.keptFrom();
    }

    /**
     * Returns whether the commit log has all of it, so that a power loss can have torn all of it.
     */
    public boolean isUnsynced() {
        return baseSequence() >= context.replayFrom();
    }

    /** Returns whether a part was once on the disk and is needed; otherwise a start ignores it. */
    public boolean isDamage(Stretch stretch) {
        return stretch.nextSequence() < context.replayFrom() && !isUnneeded(stretch);
    }

    /** Returns whether limits have removed all messages that a part can have had. */
    public boolean isUnneeded(Stretch stretch) {
        return stretch.nextSequence() <= context.keptFrom();
    }

    /** Returns from which sequence on the file has messages, as its name says. */
    public long baseSequence() {
        return SegmentName.baseSequence(path);
    }

    /** Returns the record of its current content. */
    public SegmentNote note(long channel) {
        return new SegmentNote(channel, baseSequence(), lastSequence, messageCount);
    }

    /** Writes the readable messages into a new file without a footer, which a start scans. */
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
