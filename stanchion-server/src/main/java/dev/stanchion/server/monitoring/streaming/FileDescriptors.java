package dev.stanchion.server.monitoring.streaming;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The number of open files and sockets of the process, and its limit, from Linux; 0 on other
 * systems.
 *
 * @param process the directory of the process: {@code /proc/self}
 */
record FileDescriptors(Path process) {
    private static final String LIMIT = "Max open files";

    static FileDescriptors ofThisProcess() {
        return new FileDescriptors(Path.of("/proc/self"));
    }

    long open() {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            long count = 0;
            for (Path ignored : open) {
                count++;
            }
            return count;
        } catch (IOException | RuntimeException e) {
            return 0; // it was closed meanwhile, or the system is not Linux
        }
    }

    long most() {
        try {
            return Files.readAllLines(process.resolve("limits")).stream()
                    .filter(line -> line.startsWith(LIMIT))
                    .findFirst()
                    .map(line -> line.substring(LIMIT.length()).strip().split(" +", -1))
                    .flatMap(columns -> number(List.of(columns)))
                    .orElse(0L);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Returns the soft limit; empty if it is unlimited. */
    private static Optional<Long> number(List<String> columns) {
        return Stream.of(columns.getFirst())
                .filter(column -> column.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .findFirst();
    }
}
