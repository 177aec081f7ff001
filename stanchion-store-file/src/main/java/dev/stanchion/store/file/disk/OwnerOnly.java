package dev.stanchion.store.file.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Creates files and directories that only their owner can use. Stateless. */
public final class OwnerOnly {
    private static final String OWNER_ONLY = "rw-------";
    private static final Set<OpenOption> READ_WRITE_CREATE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);

    /** Creates a directory, with all above it that are missing. */
    public static void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) { // one that is there may be a link
            Files.createDirectories(directory, permissions("rwx------"));
        }
    }

    /** Opens a file to read and write, which is created if it is missing. */
    public static FileChannel openChannel(Path path) throws IOException {
        return FileChannel.open(path, READ_WRITE_CREATE, permissions());
    }

    /** Returns the attributes that make a new file readable and writable for its owner only. */
    public static FileAttribute<?>[] permissions() {
        return permissions(OWNER_ONLY);
    }

    private static FileAttribute<?>[] permissions(String text) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
                }
                : new FileAttribute<?>[0];
    }

    private OwnerOnly() {}
}
