package dev.stanchion.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is where in a store's directory. Nothing else in it is looked at, {@code lost+found} for
 * one.
 *
 * <pre>
 *   lock                          held while a server runs; says who that is
 *   catalog                       clients, channels, subscriptions
 *   commit/0000000000000001.log   the commit log
 *   channels/tickets.created-12/  a channel, by its name and number
 *     00000000000000000001.seg    its messages from this sequence on
 * </pre>
 */
record StoreDirectory(Path root) {
    private static final int MAX_NAME_BYTES = 180;
    private static final Pattern CHANNEL = Pattern.compile(".+-(\\d{1,18})");
    private static final List<String> OF_THE_GO_SERVER = List.of("server.dat", "clients.dat");

    Path commit() {
        return root.resolve("commit");
    }

    Path channels() {
        return root.resolve("channels");
    }

    /** Creates what is missing. */
    void create(Disk disk) throws IOException {
        disk.createDirectory(root);
        refuseForeign(disk);
        disk.createDirectory(commit());
        disk.createDirectory(channels());
        disk.syncDirectory(root);
    }

    private void refuseForeign(Disk disk) throws IOException {
        for (Disk.Entry entry : disk.list(root)) {
            if (OF_THE_GO_SERVER.contains(entry.name())) {
                throw new StoreException(
                        StoreException.Kind.CORRUPT,
                        "open",
                        root.toString(),
                        ("it holds a datastore of NATS Streaming (%s), which has another format."
                                        + " Name another directory")
                                .formatted(entry.name()));
            }
        }
    }

    /**
     * Returns where a channel's segments are. The number tells channels apart, whatever the file
     * system makes of their names; the name is for people, and shortened if it is long.
     */
    Path channel(String name, long number) {
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
    static long numberOf(Disk.Entry entry) {
        Matcher name = CHANNEL.matcher(entry.name());
        return entry.isDirectory() && name.matches() ? Long.parseLong(name.group(1)) : 0;
    }
}
