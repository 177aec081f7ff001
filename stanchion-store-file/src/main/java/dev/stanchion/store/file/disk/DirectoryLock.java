package dev.stanchion.store.file.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a directory to one server. The operating system gives the lock back however the process
 * ends. The file, with the name of the last holder, stays.
 *
 * <p><b>The file can be deleted</b>, and the lock goes with it. So holders also lock the file
 * without which the directory is no store ({@link LoneFile}), and a server that wants the directory
 * looks at that one first. A holder checks from time to time whether the lock file still exists,
 * and creates it again if it does not. If another process has created one with the same name by
 * then, the directory is lost.
 *
 * <p>Safe for use by many threads.
 */
public final class DirectoryLock implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLock.class);
    private static final String NAME = "lock";

    /** The files that holders of a store and of a session journal have locked, too. */
    private static final List<String> LOCKED_TOO = List.of("catalog", "records");

    /**
     * The directories that this process has. The system would not only give it their locks again,
     * but also take them from it when that attempt is closed.
     */
    private static final Set<Object> OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Object directoryKey;
    private final Path path;
    private FileChannel file;
    private @Nullable Object fileKey;

    private DirectoryLock(Path directory, Object directoryKey, FileChannel file)
            throws IOException {
        this.directory = directory;
        this.directoryKey = directoryKey;
        this.path = directory.resolve(NAME);
        this.file = file;
        this.fileKey = LoneFile.keyOf(path);
    }

    /**
     * Takes the lock.
     *
     * @throws StoreException of kind {@code BUSY} if another server has it; the text names that
     *     server
     */
    public static DirectoryLock acquire(Path directory) throws IOException {
        Object key = identityOf(directory);
        if (!OF_THIS_PROCESS.add(key)) {
            throw inUse(directory, Machine.thisProcess());
        }
        try {
            requireFree(directory);
            return new DirectoryLock(directory, key, acquireFile(directory));
        } catch (IOException | RuntimeException e) {
            OF_THIS_PROCESS.remove(key);
            throw e;
        }
    }

    private static Object identityOf(Path directory) throws IOException {
        Object key = LoneFile.keyOf(directory);
        return key == null ? directory.toRealPath() : key;
    }

    private static void requireFree(Path directory) throws IOException {
        for (String name : LOCKED_TOO) {
            Path essential = directory.resolve(name);
            if (!Files.exists(essential)) {
                continue;
            }
            try {
                LoneFile.open(essential).close();
            } catch (StoreException e) {
                throw inUse(directory, holder(directory.resolve(NAME)));
            }
        }
    }

    private static FileChannel acquireFile(Path directory) throws IOException {
        Path path = directory.resolve(NAME);
        FileChannel file = OwnerOnly.openChannel(path);
        try {
            if (!LoneFile.isFree(file)) {
                throw inUse(directory, holder(path));
            }
            sign(file, path);
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static StoreException inUse(Path directory, String holder) {
        return new StoreException(
                StoreException.Kind.BUSY,
                "lock",
                directory.toString(),
                "it is in use by " + holder);
    }

    private static String holder(Path path) {
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            return "a process that cannot be named, since " + path + " is gone";
        }
    }

    /** Writes the holder's name. On a full disk, the name of an earlier holder stays. */
    private static void sign(FileChannel file, Path path) {
        ByteBuffer name = ByteBuffer.wrap((Machine.thisProcess() + "\n").getBytes(UTF_8));
        int bytes = name.remaining();
        try {
            file.write(name, 0); // over the old one, which has the room already
            file.truncate(bytes);
        } catch (IOException e) {
            LOG.warn("{} does not contain the name of its holder: {}", path, e.getMessage());
        }
    }

    /**
     * Looks whether the directory is still the holder's.
     *
     * @return why it is not; empty if it is
     */
    public synchronized Optional<String> lost() throws IOException {
        Object expected = fileKey;
        if (expected == null || expected.equals(LoneFile.keyOf(path)) || !file.isOpen()) {
            return Optional.empty();
        }
        if (!directoryKey.equals(LoneFile.keyOf(directory))) {
            return Optional.of("it was deleted or moved away");
        }
        return makeAnew();
    }

    private Optional<String> makeAnew() throws IOException {
        FileChannel again = OwnerOnly.openChannel(path);
        if (!LoneFile.isFree(again)) {
            again.close();
            return Optional.of("it is in use by " + holder(path));
        }
        sign(again, path);
        file.close();
        file = again;
        fileKey = LoneFile.keyOf(path);
        LOG.warn("{} was deleted and is created again: it marks the directory as in use", path);
        return Optional.empty();
    }

    @Override
    public synchronized void close() throws IOException {
        OF_THIS_PROCESS.remove(directoryKey);
        file.close();
    }
}
