package dev.stanchion.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A datastore that a Go server wrote before it was killed. Version 0.25.6 wrote all of them except
 * {@link #PLAIN_0_16}.
 *
 * <p>Clients {@code publisher}, {@code app-1} and {@code app-2} are registered. Channel {@code
 * tickets:created} has messages 1 to 30, {@code {"id":"t1","price":1}} and so on, with the durable
 * {@code mailer} and the durable queue group {@code work:workers} of two members. Channel {@code
 * orders.paid} has messages 1 to 5, with a plain subscription, the closed durable {@code billing}
 * and the durable queue group {@code gone:group} without a member. Channel {@code empty.payload}
 * has one message without a payload.
 */
public enum GoFixture {
    PLAIN("plain"),

    /** Written by version 0.16.2. */
    PLAIN_0_16("plain-0.16"),

    /** Written by version 0.22.1. */
    PLAIN_0_22("plain-0.22"),

    /** Written by version 0.24.6. */
    PLAIN_0_24("plain-0.24"),

    /** With slices of eight messages; the limits had removed the first slice. */
    SLICED("sliced"),

    /** Encrypted with the key {@code secret}. */
    AES("aes"),

    /** Encrypted with the key {@code secret}. */
    CHACHA("chacha");

    private final String name;

    GoFixture(String name) {
        this.name = name;
    }

    /** Unpacks the files into a directory, and returns it. */
    public Path unpackedIn(Path directory) {
        return unpack(name, directory);
    }

    /**
     * Unpacks the files of a member of a cluster: its file store {@code store} and its Raft log
     * {@code log}. Version 0.25.6 was killed with them. Channel {@code foo} has 20 messages, which
     * were sent to the durables {@code dur} of {@code c2}, which has acknowledged none, and of
     * {@code c3}, which has acknowledged all. Channel {@code bar.x} has 3 messages.
     */
    public static Path memberIn(Path directory) {
        return unpack("member", directory);
    }

    /**
     * Unpacks the same of a member that had taken a snapshot. Channel {@code orders} has had 8600
     * messages, and {@code app-1} has not acknowledged what the durable {@code dur} was sent.
     */
    public static Path memberWithSnapshotIn(Path directory) {
        return unpack("member-snapshot", directory);
    }

    private static Path unpack(String name, Path directory) {
        try (InputStream packed = GoFixture.class.getResourceAsStream("go-" + name + ".zip");
                ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(packed))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path path = directory.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(Objects.requireNonNull(path.getParent()));
                    Files.write(path, zip.readAllBytes());
                }
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
