package dev.stanchion.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of the dashboard in the source folder. */
final class PageFiles {
    static final Path FOLDER = Path.of("src/main/resources/META-INF/stanchion/ui");

    private PageFiles() {}

    /** Returns the bytes of all files by their names, with slashes. */
    static SortedMap<String, byte[]> all() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(FOLDER)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = FOLDER.relativize(path).toString().replace('\\', '/');
                files.put(name, Files.readAllBytes(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Returns those that are written by hand. */
    static SortedMap<String, byte[]> own() {
        SortedMap<String, byte[]> files = all();
        files.keySet().removeIf(name -> name.startsWith("vendor/"));
        return files;
    }
}
