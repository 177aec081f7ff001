package dev.stanchion.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.activity.Basis;
import dev.stanchion.activity.BlockingLock;
import dev.stanchion.activity.Rival;
import dev.stanchion.activity.Sighting;
import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.LocalDisk;
import dev.stanchion.store.file.disk.LoneFile;
import dev.stanchion.store.file.disk.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of a group's members with one directory: the file {@code group} in it, which the active
 * member has locked. The operating system gives the lock to another when the process of the holder
 * has ended, and not before. So nothing that the holder writes can come later than its end.
 *
 * <p>That is true on a disk of this machine only: a network file system may take the lock from a
 * process that still runs. {@link LocalDisk} refuses those. On top of that each store locks its
 * directory, as without a group.
 *
 * <pre>
 *   7                        the epoch: how many members have had the lock
 *   process 4711 on app-1    the holder, or the last one
 * </pre>
 *
 * <p>Confined to one thread at a time.
 */
public final class FileLock implements BlockingLock {
    private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);
    private static final String NAME = "group";
    private static final int MAX_BYTES = 4096;

    /** Whoever closes a file that its own process has locked takes the lock from it. */
    private static final Set<Path> OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Path path;
    private final String self;
    private @Nullable FileChannel held;
    private String id = "";
    private long looks;

    /**
     * @param self the name of this server for other servers
     */
    public FileLock(Path directory, String self) {
        this.directory = directory;
        this.path = directory.toAbsolutePath().normalize().resolve(NAME);
        this.self = self;
    }

    /**
     * Checks whether a group can have a directory.
     *
     * @throws StoreException if its file system can take a lock from a process that runs
     */
    public static void requireUsable(Path directory) {
        try {
            LocalDisk.require(directory);
        } catch (IOException e) {
            throw failed("open", directory, e);
        }
    }

    private static StoreException failed(String operation, Path place, IOException e) {
        return new StoreException(
                StoreException.Kind.IO,
                operation,
                place.toString(),
                e.getClass().getSimpleName() + ": " + e.getMessage(),
                e);
    }

    @Override
    public Sighting look() {
        looks++;
        if (held != null) {
            return new Sighting(Rival.SELF, id, looks, self);
        }
        if (OF_THIS_PROCESS.contains(path)) {
            return taken();
        }
        try {
            OwnerOnly.createDirectory(directory);
            LoneFile.open(path, OwnerOnly.permissions()).close();
            return Sighting.FREE;
        } catch (StoreException e) {
            return taken();
        } catch (IOException e) {
            throw failed("look", path, e);
        }
    }

    /** The system says that the holder lives, so its mark moves with each look. */
    private Sighting taken() {
        try {
            List<String> lines = Files.readAllLines(path);
            return lines.size() < 2
                    ? new Sighting(Rival.MEMBER, "?", looks, "a process that has just begun")
                    : new Sighting(Rival.MEMBER, lines.getFirst(), looks, lines.get(1));
        } catch (IOException e) {
            throw failed("look", path, e);
        }
    }

    @Override
    public Tenure claim(Sighting seen, Basis basis) {
        if (!OF_THIS_PROCESS.add(path)) {
            throw busy();
        }
        try {
            held = LoneFile.open(path, OwnerOnly.permissions());
            long epoch = sign(held);
            id = Long.toString(epoch);
            return new Tenure(id, epoch, false); // the store itself knows how the last run ended
        } catch (IOException e) {
            giveBack();
            throw failed("claim", path, e);
        } catch (StoreException e) {
            giveBack();
            throw busy();
        }
    }

    private StoreException busy() {
        return new StoreException(
                StoreException.Kind.BUSY, "claim", directory.toString(), "another member has it");
    }

    private long sign(FileChannel file) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(MAX_BYTES);
        file.read(found, 0);
        long epoch = epochIn(new String(found.array(), 0, found.position(), UTF_8)) + 1;
        ByteBuffer text = ByteBuffer.wrap((epoch + "\n" + self + "\n").getBytes(UTF_8));
        int bytes = text.remaining();
        file.write(text, 0);
        file.truncate(bytes);
        file.force(true);
        return epoch;
    }

    private static long epochIn(String text) {
        String first = text.lines().findFirst().orElse("0");
        return first.matches("\\d{1,18}") ? Long.parseLong(first) : 0;
    }

    @Override
    public void renew() {
        if (held == null) {
            throw new StoreException(
                    StoreException.Kind.FENCED, "renew", directory.toString(), "it was given back");
        }
    }

    @Override
    public void release() {
        if (held != null) {
            giveBack();
        }
    }

    private void giveBack() {
        FileChannel file = held;
        held = null;
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            LOG.warn("{} could not be closed: {}", path, e.getMessage());
        }
        OF_THIS_PROCESS.remove(path);
    }

    @Override
    public void close() {
        release();
    }
}
