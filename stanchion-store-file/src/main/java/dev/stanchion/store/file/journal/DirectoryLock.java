package dev.stanchion.store.file.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a directory to one server. The operating system gives the lock back however the process
 * ends; the file, with the name of the last holder, stays. Safe for use by many threads.
 */
public final class DirectoryLock implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLock.class);
    private static final String NAME = "lock";

    private final FileChannel file;

    private DirectoryLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the lock.
     *
     * @throws StoreException of kind {@code BUSY} if another has it, with who that is
     */
    public static DirectoryLock acquire(Path directory) throws IOException {
        Path path = directory.resolve(NAME);
        FileChannel file = OwnerFiles.openChannel(path);
        try {
            if (!isFree(file)) {
                throw new StoreException(
                        StoreException.Kind.BUSY,
                        "lock",
                        directory.toString(),
                        "it is in use by " + Files.readString(path).strip());
            }
            sign(file, path);
            return new DirectoryLock(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Says who has it; on a disk without any room, the name of an earlier holder stays. */
    private static void sign(FileChannel file, Path path) {
        ByteBuffer name = ByteBuffer.wrap((Machine.thisProcess() + "\n").getBytes(UTF_8));
        int bytes = name.remaining();
        try {
            file.write(name, 0); // over the old one, which has the room already
            file.truncate(bytes);
        } catch (IOException e) {
            LOG.warn("{} does not say who has it: {}", path, e.getMessage());
        }
    }

    private static boolean isFree(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
