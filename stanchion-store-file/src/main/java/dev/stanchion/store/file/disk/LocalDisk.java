package dev.stanchion.store.file.disk;

import dev.stanchion.engine.spi.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a directory is on a disk of this machine. There a lock ends with the process that
 * has it, and not before. A server of a network file system takes a lock from a client that it has
 * not heard of for a while, and that client may still write. Stateless.
 */
public final class LocalDisk {
    /** What the system calls them; another one is refused, because nobody knows what it does. */
    private static final Set<String> LOCAL =
            Set.of(
                    "ext2",
                    "ext3",
                    "ext4",
                    "xfs",
                    "btrfs",
                    "zfs",
                    "f2fs",
                    "jfs",
                    "reiserfs",
                    "bcachefs",
                    "tmpfs",
                    "overlay",
                    "apfs",
                    "hfs",
                    "ufs",
                    "ntfs",
                    "refs");

    private LocalDisk() {}

    /**
     * Checks a directory, or where it would be created.
     *
     * @throws StoreException if it is elsewhere
     */
    public static void require(Path directory) throws IOException {
        String type = Files.getFileStore(existing(directory)).type();
        if (!isLocal(type)) {
            throw new StoreException(
                    StoreException.Kind.IO,
                    "open",
                    directory.toString(),
                    ("its file system is %s, which can take a lock from a server that still runs; a"
                                    + " group there needs -ft_shared")
                            .formatted(type));
        }
    }

    static boolean isLocal(String type) {
        return LOCAL.contains(type.toLowerCase(Locale.ROOT));
    }

    private static Path existing(Path directory) {
        @Nullable Path at = directory.toAbsolutePath();
        while (at != null && !Files.exists(at)) {
            at = at.getParent();
        }
        return at == null ? Path.of("/") : at;
    }
}
