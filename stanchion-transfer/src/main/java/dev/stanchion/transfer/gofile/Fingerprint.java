package dev.stanchion.transfer.gofile;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sizes and times of all files in a directory. A server without a fault tolerance group locks
 * nothing, so a change between two looks is the only sign that it runs.
 */
record Fingerprint(SortedMap<Path, State> files) {
    /** The state of one file. */
    private record State(long size, long modifiedMillis) {}

    static Fingerprint of(Path directory) throws IOException {
        SortedMap<Path, State> files = new TreeMap<>();
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        files.put(
                                file,
                                new State(
                                        attributes.size(),
                                        attributes.lastModifiedTime().toMillis()));
                        return FileVisitResult.CONTINUE;
                    }
                });
        return new Fingerprint(files);
    }
}
