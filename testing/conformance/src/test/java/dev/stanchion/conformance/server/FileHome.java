package dev.stanchion.conformance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory, in which a process keeps its files. */
final class FileHome implements Home {
    private final Path directory;

    private FileHome(Path directory) {
        this.directory = directory;
    }

    static FileHome create() {
        try {
            return new FileHome(Files.createTempDirectory("conformance"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public RunningServer starts(int port, String flags) {
        String all = flags + " -store FILE -dir " + directory;
        return port == 0 ? ServerProcess.start(all) : ServerProcess.startOn(port, all);
    }

    @Override
    public void close() {
        try (Stream<Path> found = Files.walk(directory)) {
            List<Path> innermostFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : innermostFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
