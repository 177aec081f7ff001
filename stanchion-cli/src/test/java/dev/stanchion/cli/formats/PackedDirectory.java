package dev.stanchion.cli.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A directory in a file. */
final class PackedDirectory {
    /** A large file that the store has ready for later; nothing is in it. */
    private static final String SPARE = "spare";

    private PackedDirectory() {}

    static void pack(Path directory, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.filter(PackedDirectory::isWanted).sorted().toList()) {
                ZipEntry entry = new ZipEntry(directory.relativize(each).toString());
                entry.setLastModifiedTime(FileTime.fromMillis(0));
                zip.putNextEntry(entry);
                zip.write(Files.readAllBytes(each));
                zip.closeEntry();
            }
        }
    }

    private static boolean isWanted(Path file) {
        return Files.isRegularFile(file) && !file.endsWith(SPARE);
    }

    static void unpack(Path file, Path directory) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path path = directory.resolve(entry.getName());
                Files.createDirectories(path.getParent());
                Files.write(path, zip.readAllBytes());
            }
        }
    }

    /** Copies the files of a directory that a process may be using. */
    static void copy(Path directory, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(directory.relativize(each).toString());
                Files.createDirectories(copy.getParent());
                Files.write(copy, Files.readAllBytes(each));
            }
        }
    }
}
