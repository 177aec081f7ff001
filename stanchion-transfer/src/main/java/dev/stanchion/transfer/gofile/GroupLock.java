package dev.stanchion.transfer.gofile;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a fault tolerance group of Go servers: the file {@code .rootdir.lck}. A server has
 * locked all of it. A shared lock needs no right to write, and no server gets the other one while
 * it is held. A source without the file has no group.
 */
final class GroupLock implements Closeable {
    private final @Nullable FileChannel file;

    private GroupLock(@Nullable FileChannel file) {
        this.file = file;
    }

    /** Returns a lock that is not taken. */
    static GroupLock none() {
        return new GroupLock(null);
    }

    /**
     * Takes the lock.
     *
     * @return null if a server has it
     */
    static @Nullable GroupLock take(Path root) throws IOException {
        Path path = root.resolve(".rootdir.lck");
        if (!Files.isRegularFile(path)) {
            return new GroupLock(null);
        }
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        if (isFree(file)) {
            return new GroupLock(file);
        }
        file.close();
        return null;
    }

    private static boolean isFree(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock(0, Long.MAX_VALUE, true);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // another import of this process
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
