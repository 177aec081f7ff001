package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.disk.FileCopy;
import dev.stanchion.store.file.disk.NoFileException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for missing segments in the directories of other channels, into which an operator may have
 * moved or copied them. Safe for use by many threads.
 */
public final class StraySegments {
    private static final Logger LOG = LoggerFactory.getLogger(StraySegments.class);

    private final Disk disk;
    private final Path channels;

    /**
     * @param channels the directory that has those of the channels
     */
    public StraySegments(Disk disk, Path channels) {
        this.disk = disk;
        this.channels = channels;
    }

    /**
     * Brings a segment back.
     *
     * @return whether it is where it should be now
     */
    synchronized boolean bringBack(Path wanted, long channel) throws IOException {
        Path found = find(wanted, channel);
        if (found == null) {
            return false;
        }
        Path home = Objects.requireNonNull(wanted.getParent());
        disk.createDirectory(home);
        copy(found, wanted);
        disk.syncDirectory(home);
        disk.syncDirectory(channels);
        LOG.warn(
                "{} was in another channel's directory and is brought back from {}", wanted, found);
        disk.delete(found);
        return true;
    }

    private @Nullable Path find(Path wanted, long channel) throws IOException {
        String name = String.valueOf(wanted.getFileName());
        for (Disk.Entry directory : disk.list(channels)) {
            if (!directory.isDirectory() || directory.path().equals(wanted.getParent())) {
                continue;
            }
            for (Disk.Entry file : disk.list(directory.path())) {
                if (file.name().startsWith(name) && isOf(file.path(), channel)) {
                    return file.path();
                }
            }
        }
        return null;
    }

    private boolean isOf(Path path, long channel) throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            Optional<SegmentHeader> header = SegmentHeader.read(file, path);
            return header.isPresent() && header.get().channel() == channel;
        } catch (NoSuchFileException | NoFileException e) {
            return false; // the channel in whose directory it is has just set it aside
        }
    }

    /** The one is whole before the other is deleted. */
    private void copy(Path from, Path to) throws IOException {
        Path unfinished = to.resolveSibling(to.getFileName() + ".copy");
        disk.delete(unfinished);
        FileCopy.copy(disk, from, unfinished);
        disk.rename(unfinished, to);
    }
}
