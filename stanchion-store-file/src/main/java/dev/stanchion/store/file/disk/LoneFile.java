package dev.stanchion.store.file.disk;

import dev.stanchion.engine.spi.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens files that one process has at a time, until it closes them or ends. The lock is the
 * operating system's, and belongs to the file and not to its name, which others can delete.
 *
 * <p>On POSIX systems a process loses such a lock when it closes <em>any</em> descriptor of the
 * file. So it is opened once in a process, and this must not be tried with a file that the same
 * process may have.
 */
public final class LoneFile {
    private static final Set<OpenOption> READ_WRITE_CREATE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);

    private LoneFile() {}

    /**
     * Opens a file to read and write, which is created if it is missing.
     *
     * @throws StoreException of kind {@code BUSY} if another process has it
     */
    public static FileChannel open(Path path, FileAttribute<?>... attributes) throws IOException {
        while (true) {
            Object before = keyOf(path);
            FileChannel file = FileChannel.open(path, READ_WRITE_CREATE, attributes);
            try {
                if (!isFree(file)) {
                    throw new StoreException(
                            StoreException.Kind.BUSY,
                            "open",
                            path.toString(),
                            "another process has it");
                }
                if (isStill(path, before)) {
                    return file;
                }
                file.close(); // its holder has replaced it meanwhile
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        }
    }

    private static boolean isStill(Path path, @Nullable Object before) throws IOException {
        Object now = keyOf(path);
        boolean isUnknown = now == null && Files.exists(path); // this system has no such keys
        return isUnknown || (now != null && now.equals(before));
    }

    /** Returns whether no other process has locked a file. This process has it from then on. */
    static boolean isFree(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    /** Returns the identity of a file, whatever its name; null if there is none. */
    static @Nullable Object keyOf(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
