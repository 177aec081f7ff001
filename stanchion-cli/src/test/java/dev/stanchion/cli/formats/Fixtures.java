package dev.stanchion.cli.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that one version has written.
 *
 * @param version of Stanchion, {@code 0.1.0}
 */
record Fixtures(String version) {
    private static final Path ALL = Path.of("src/test/fixtures");

    /** Returns the fixtures of every version. */
    static List<Fixtures> all() {
        try (Stream<Path> versions = Files.list(ALL)) {
            return versions.map(each -> new Fixtures(each.getFileName().toString()))
                    .sorted((one, other) -> one.version.compareTo(other.version))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String name) {
        return ALL.resolve(version).resolve(name);
    }

    boolean has(String name) {
        return Files.exists(file(name));
    }

    /** Returns what a reader must find in a file. */
    List<String> expected(String name) {
        try {
            return Files.readAllLines(file(name + ".txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void expect(String name, List<String> content) throws IOException {
        Files.write(file(name + ".txt"), content);
    }

    @Override
    public String toString() {
        return version;
    }
}
