package dev.stanchion.transfer.gofile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.store.file.StoreDirectory;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The sizes and times of all files in a directory of the Go server. A server without a fault
 * tolerance group locks nothing, so a change between two looks is the only sign that it runs. What
 * Stanchion keeps beside the files does not count.
 */
record Fingerprint(SortedMap<Path, State> files) {
    /** The fingerprint of files that change. */
    static final Fingerprint NOTHING = new Fingerprint(new TreeMap<>());

    /** The state of one file. */
    private record State(long size, long modifiedMillis) {}

    static Fingerprint of(Path directory) throws IOException {
        SortedMap<Path, State> files = new TreeMap<>();
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path each, BasicFileAttributes attributes) {
                        return each.equals(StoreDirectory.besideGoFiles(directory))
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

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

    /**
     * Returns a text that is the same as long as no server writes to the files, also when they have
     * moved to another disk: each server that serves a client makes some of them longer.
     */
    String ofSizes(Path directory) {
        CRC32C sum = new CRC32C();
        long bytes = 0;
        for (Map.Entry<Path, State> each : files.entrySet()) {
            long size = each.getValue().size();
            sum.update((directory.relativize(each.getKey()) + " " + size + "\n").getBytes(UTF_8));
            bytes += size;
        }
        return "%d files, %d bytes, %08x".formatted(files.size(), bytes, sum.getValue());
    }
}
