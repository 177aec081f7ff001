package dev.stanchion.store.file.shared;

import dev.stanchion.store.file.StoreDirectory;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.disk.NoFileException;
import dev.stanchion.store.file.segment.SealedSegments;
import dev.stanchion.store.file.segment.SegmentName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the files of an epoch from those of the last one, in which a server may still write that
 * does not know yet that its term is over.
 *
 * <p>The order is what makes it right: the catalog, then the commit log, then the segments, then
 * the guids. A server deletes files of the commit log once the catalog says so and their messages
 * are in segments, so each message that was acknowledged is found in one or the other. What is
 * written meanwhile was not acknowledged, and looks like the end of a write that a crash has cut.
 * The guid of a message is written before the message, so the guids that are copied last have each
 * message that was found.
 *
 * <p>Segments that nobody writes to any more get a second name. All else is copied. For one thread.
 */
final class Succession {
    private static final String CATALOG = "catalog";

    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);
    private static final int MOST_BYTES = 1 << 20;

    private final Disk disk;
    private final StoreDirectory from;
    private final StoreDirectory to;
    private final Progress progress;

    /** Hears that a file more is done. */
    interface Progress {
        void goesOn() throws IOException;
    }

    Succession(Disk disk, Path from, Path to, Progress progress) {
        this.disk = disk;
        this.from = new StoreDirectory(from);
        this.to = new StoreDirectory(to);
        this.progress = progress;
    }

    /** Makes them, and returns when all of them would survive the end of the machine. */
    void run() throws IOException {
        copyIfThere(from.root().resolve(CATALOG), to.root());
        copyAll(from.commit(), to.commit());
        disk.createDirectory(to.channels());
        for (Disk.Entry channel : list(from.channels())) {
            if (StoreDirectory.numberOf(channel) > 0) {
                channel(channel.path(), to.channels().resolve(channel.name()));
            }
        }
        disk.syncDirectory(to.channels());
        copyIfThere(from.root().resolve(SharedGuids.NAME), to.root());
        disk.syncDirectory(to.root());
    }

    /** Returns about how many bytes {@link #run} writes. Copies take room, second names none. */
    long bytesToCopy() throws IOException {
        long bytes =
                sizeOf(from.root().resolve(CATALOG))
                        + sizeOf(from.root().resolve(SharedGuids.NAME));
        for (Disk.Entry each : list(from.commit())) {
            bytes += each.isDirectory() ? 0 : sizeOf(each.path());
        }
        for (Disk.Entry channel : list(from.channels())) {
            progress.goesOn();
            Path last = lastSegment(sorted(channel.path()));
            bytes += last == null ? 0 : sizeOf(last);
        }
        return bytes;
    }

    private long sizeOf(Path file) throws IOException {
        try (DiskFile in = disk.open(file, Disk.Access.READ)) {
            return in.sizeBytes();
        } catch (NoSuchFileException | NoFileException e) {
            return 0;
        }
    }

    private void copyAll(Path source, Path target) throws IOException {
        disk.createDirectory(target);
        for (Disk.Entry each : list(source)) {
            if (!each.isDirectory()) {
                copyIfThere(each.path(), target);
            }
        }
        disk.syncDirectory(target);
    }

    private void channel(Path source, Path target) throws IOException {
        List<Disk.Entry> files = sorted(source);
        Path last = lastSegment(files);
        disk.createDirectory(target);
        for (Disk.Entry each : files) {
            if (each.isDirectory()) {
                continue;
            }
            if (!SegmentName.isOne(each.name())) {
                linkIfThere(each.path(), target);
            } else if (each.path().equals(last) || !isSealed(each.path())) {
                copyIfThere(each.path(), target);
            } else {
                linkIfThere(each.path(), target);
            }
        }
        disk.syncDirectory(target);
    }

    private List<Disk.Entry> sorted(Path directory) throws IOException {
        List<Disk.Entry> files = new ArrayList<>(list(directory));
        files.sort(Comparator.comparing(Disk.Entry::name));
        return files;
    }

    private static @Nullable Path lastSegment(List<Disk.Entry> files) {
        return files.reversed().stream()
                .filter(each -> SegmentName.isOne(each.name()))
                .map(Disk.Entry::path)
                .findFirst()
                .orElse(null);
    }

    private boolean isSealed(Path segment) throws IOException {
        try {
            return SealedSegments.isSealed(disk, segment);
        } catch (NoSuchFileException | NoFileException e) {
            return false; // so the copy finds that out
        }
    }

    /** A file that is gone was not needed any more. */
    private void copyIfThere(Path source, Path target) throws IOException {
        progress.goesOn();
        try {
            copy(source, target.resolve(source.getFileName()));
        } catch (NoFileException e) {
            LOG.warn("{} is left behind: {}", source, e.getReason());
        } catch (NoSuchFileException e) {
            requireTarget(target, e);
        }
    }

    /** Copies as much as there is: a server may cut off meanwhile what it could not acknowledge. */
    private void copy(Path source, Path target) throws IOException {
        try (DiskFile in = disk.open(source, Disk.Access.READ);
                DiskFile out = disk.create(target)) {
            ByteBuffer buffer = ByteBuffer.allocate(Math.clamp(in.sizeBytes(), 1, MOST_BYTES));
            long at = 0;
            while (in.read(buffer, at) > 0) {
                int count = buffer.flip().remaining();
                out.writeFully(new ByteBuffer[] {buffer}, at);
                at += count;
                buffer.clear();
                progress.goesOn();
            }
            out.force();
        }
    }

    private void linkIfThere(Path source, Path target) throws IOException {
        progress.goesOn();
        try {
            disk.link(source, target.resolve(source.getFileName()));
        } catch (NoSuchFileException e) {
            requireTarget(target, e);
        }
    }

    /** The directory of a claim that is too late is deleted by others. */
    private void requireTarget(Path target, NoSuchFileException why) throws IOException {
        try {
            disk.list(target);
        } catch (NoSuchFileException gone) {
            throw why;
        }
    }

    private List<Disk.Entry> list(Path directory) throws IOException {
        try {
            return disk.list(directory);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
