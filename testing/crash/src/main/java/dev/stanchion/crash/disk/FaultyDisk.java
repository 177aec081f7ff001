package dev.stanchion.crash.disk;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.store.file.disk.Disk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The disk of a simulated machine; the package describes its failures. Safe for use by many
 * threads, but random events repeat only with one thread.
 */
public final class FaultyDisk {
    /** The parent of the stores' directories. It always exists. */
    public static final Path ROOT = Path.of("/disk");

    private final CachedDirectory root = new CachedDirectory();
    private final Map<Path, Mount> locks = new HashMap<>();
    private final Chance chance;
    private @Nullable Mount mount;
    private Faults faults = Faults.NEVER;
    private long quotaBytes = Long.MAX_VALUE;
    private long bootId = 1;

    public FaultyDisk(Chance chance) {
        this.chance = chance;
    }

    /** Lets this happen to calls from now on. */
    public synchronized void failWith(Faults wanted) {
        faults = wanted;
    }

    /** Limits the bytes on the disk. Existing data stays. */
    public synchronized void limitTo(long bytes) {
        quotaBytes = bytes;
    }

    /** Returns how much is on the disk, in whole sectors. */
    public synchronized long usedBytes() {
        return root.allocatedBytes();
    }

    /** Gives the disk to a new process; one that has it must have ended. */
    public synchronized Disk mount() {
        if (mount != null && !mount.hasEnded()) {
            throw new IllegalStateException("another process has the disk");
        }
        mount = new Mount(this);
        return mount;
    }

    /** Gives the disk to one more process, while another has it. */
    public synchronized Disk mountBeside() {
        return new Mount(this);
    }

    /** Returns which files the process has open. */
    public synchronized List<Path> openFiles() {
        return mount == null ? List.of() : mount.openFiles();
    }

    /**
     * Ends the process that has the disk, as kill -9 does. The next process reads from the platter
     * what a failed force has lost.
     */
    public synchronized void kill() {
        if (mount != null) {
            Mount ending = mount;
            ending.end();
            locks.values().removeIf(holder -> holder == ending);
        }
        root.evict();
    }

    /**
     * Ends the process and the machine. The machine starts again with the content of the platter.
     */
    public synchronized void losePower() {
        if (mount != null) {
            mount.end();
        }
        locks.clear();
        bootId++;
        root.losePower(chance);
    }

    /** Returns all files there are, with their sizes. */
    public synchronized Map<Path, Long> files() {
        Map<Path, Long> files = new HashMap<>();
        collect(ROOT, root, files);
        return files;
    }

    private static void collect(Path path, CachedDirectory directory, Map<Path, Long> files) {
        directory
                .names()
                .forEach((name, node) -> {
                    Path child = path.resolve(name);
                    switch (node) {
                        case CachedDirectory below -> collect(child, below, files);
                        case CachedFile file -> files.put(child, file.sizeBytes());
                    }
                });
    }

    // for mounts, under this disk's lock

    Chance chance() {
        return chance;
    }

    Faults faults() {
        return faults;
    }

    long bootId() {
        return bootId;
    }

    long quotaBytes() {
        return quotaBytes;
    }

    long freeBytes() {
        return Math.max(0, quotaBytes - root.allocatedBytes());
    }

    /** Returns the node of a path; null if there is none. */
    @Nullable Node find(Path path) {
        Node node = root;
        for (String name : names(path)) {
            if (!(node instanceof CachedDirectory directory)) {
                return null;
            }
            node = directory.get(name);
        }
        return node;
    }

    static List<String> names(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (!absolute.startsWith(ROOT)) {
            throw new IllegalArgumentException(path + " (expected: below " + ROOT + ")");
        }
        List<String> names = new ArrayList<>();
        ROOT.relativize(absolute).forEach(name -> names.add(name.toString()));
        names.remove("");
        return names;
    }

    /** Removes the mark that a directory is in use, as if its file were deleted. */
    public synchronized void forgetLock(Path directory) {
        locks.remove(directory);
    }

    Disk.Hold lock(Path directory, Mount holder) {
        if (locks.putIfAbsent(directory, holder) != null) {
            throw new StoreException(
                    StoreException.Kind.BUSY,
                    "lock",
                    directory.toString(),
                    "it is in use by another simulated process");
        }
        return new Disk.Hold() {
            @Override
            public Optional<String> lost() {
                return whoElseHas(directory, holder);
            }

            @Override
            public void close() {
                unlock(directory, holder);
            }
        };
    }

    /** Marks the directory as in use again, if no process uses it. */
    private synchronized Optional<String> whoElseHas(Path directory, Mount holder) {
        Mount other = locks.putIfAbsent(directory, holder);
        return other == null || other == holder || holder.hasEnded()
                ? Optional.empty()
                : Optional.of("it is in use by another simulated process");
    }

    private synchronized void unlock(Path directory, Mount holder) {
        locks.remove(directory, holder);
    }
}
