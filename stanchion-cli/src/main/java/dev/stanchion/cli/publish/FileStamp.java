package dev.stanchion.cli.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/**
 * What a save changes: the time, the size, or the file itself, because many editors write a new
 * file and rename it over the old one. Immutable.
 *
 * @param key names the file on its disk; empty if the disk has no such names
 */
record FileStamp(boolean exists, FileTime modified, long size, String key) {
    static final FileStamp MISSING = new FileStamp(false, FileTime.fromMillis(0), 0, "");

    static FileStamp of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? new FileStamp(
                            true,
                            attributes.lastModifiedTime(),
                            attributes.size(),
                            Objects.toString(attributes.fileKey(), ""))
                    : MISSING;
        } catch (IOException e) {
            return MISSING;
        }
    }
}
