package dev.stanchion.server.file;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Who may use a new file. Stateless. */
public final class FileMode {
    private FileMode() {}

    /**
     * Returns the attributes of a new file, none where the system has no such permissions.
     *
     * @param permissions {@code rw-------}; the umask takes some away
     */
    public static FileAttribute<?>[] of(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
