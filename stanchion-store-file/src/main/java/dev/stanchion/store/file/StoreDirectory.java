package dev.stanchion.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layout of a store's directory. Other files in it, like {@code lost+found}, are ignored.
 *
 * <pre>
 *   lock                          held while a server runs; contains its name
 *   catalog                       clients, channels, subscriptions
 *   group                         locked by the active member of a group; says who that is
 *   guids                         the guids of the newest messages, in a group
 *   spare                         space for the catalog when the disk is full
 *   commit/0000000000000001.log   the commit log
 *   deliveries/0-a.log            the last deliveries of shard 0
 *   channels/tickets.created-12/  a channel, by its name and number
 *     00000000000000000001.seg    its messages from this sequence on
 * </pre>
 */
public record StoreDirectory(Path root) {
    private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);
    private static final int MAX_NAME_BYTES = 180;
    private static final Pattern CHANNEL = Pattern.compile(".+-(\\d{1,18})");
    private static final List<String> OF_THE_GO_SERVER = List.of("server.dat", "clients.dat");

    /** No channel of the Go server can have this name, so no directory of a channel has it. */
    private static final String BESIDE = ".stanchion";

    /** Returns where the store is that was taken over from the files of the Go server here. */
    public static Path besideGoFiles(Path root) {
        return root.resolve(BESIDE);
    }

    /** Returns whether a directory has files of the Go server. */
    public static boolean hasGoFiles(Path root) {
        return OF_THE_GO_SERVER.stream().anyMatch(name -> Files.isRegularFile(root.resolve(name)));
    }

    public Path commit() {
        return root.resolve("commit");
    }

    public Path deliveries() {
        return root.resolve("deliveries");
    }

    public Path channels() {
        return root.resolve("channels");
    }

    /**
     * Creates the directory itself, with all above it that are missing, so that their names survive
     * the end of the machine; with them everything else would be gone.
     */
    public void createRoot(Disk disk) throws IOException {
        Path path = root.toAbsolutePath();
        List<Path> parents = new ArrayList<>();
        do {
            path = path.getParent();
            if (path != null) {
                parents.add(path);
            }
        } while (path != null && !exists(disk, path));
        disk.createDirectory(root);
        for (Path parent : parents) {
            try {
                disk.syncDirectory(parent); // always, as an earlier start may have ended before it
            } catch (AccessDeniedException e) {
                LOG.debug("{} is not ours to sync, so somebody else has created it", parent);
            }
        }
    }

    private static boolean exists(Disk disk, Path directory) throws IOException {
        try {
            disk.list(directory);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (AccessDeniedException e) {
            return true;
        }
    }

    /** Creates its missing parts. */
    void create(Disk disk) throws IOException {
        disk.createDirectory(commit());
        disk.createDirectory(channels());
        disk.createDirectory(deliveries());
        disk.syncDirectory(root);
    }

    /** Refuses a directory of another program, before anything in it is changed. */
    public void refuseForeign(Disk disk) throws IOException {
        for (Disk.Entry entry : disk.list(root)) {
            if (OF_THE_GO_SERVER.contains(entry.name())) {
                throw new StoreException(
                        StoreException.Kind.CORRUPT,
                        "open",
                        root.toString(),
                        ("it holds a datastore of NATS Streaming (%s), which has another format."
                                        + " Start with --takeover, which copies it to %s and leaves"
                                        + " it as it is; or copy it with 'stanchion import %s --into"
                                        + " NEW', and start with -dir NEW")
                                .formatted(entry.name(), besideGoFiles(root), root));
            }
        }
    }

    /**
     * Returns where a channel's segments are. The number tells channels apart, whatever the file
     * system makes of their names; the name is for people, and shortened if it is long.
     */
    public Path channel(String name, long number) {
        StringBuilder readable = new StringBuilder();
        for (byte each : name.getBytes(UTF_8)) {
            String part =
                    isPlain(each) ? String.valueOf((char) each) : "%%%02X".formatted(each & 0xFF);
            if (readable.length() + part.length() > MAX_NAME_BYTES) {
                break;
            }
            readable.append(part);
        }
        return channels().resolve(readable + "-" + number);
    }

    private static boolean isPlain(byte character) {
        return (character >= '0' && character <= '9')
                || (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z')
                || character == '-'
                || character == '_'
                || character == '.';
    }

    /** Returns the number of the channel whose directory this is; 0 if it is none. */
    public static long numberOf(Disk.Entry entry) {
        Matcher name = CHANNEL.matcher(entry.name());
        return entry.isDirectory() && name.matches() ? Long.parseLong(name.group(1)) : 0;
    }
}
