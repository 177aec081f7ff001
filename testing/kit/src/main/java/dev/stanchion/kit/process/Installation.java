package dev.stanchion.kit.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A program that a tool installs or builds from a copy of its sources, so that the sources stay
 * clean. The result stays until a source changes or Maven cleans.
 */
public final class Installation {
    private static final String INSTALLED = ".installed";

    private Installation() {}

    /**
     * Returns the directory with this name under {@link Project#work}, with the program installed.
     * Safe for use by many threads: the first caller installs the program, and later callers find
     * it.
     *
     * @param sources files and directories, which are copied to the directory first
     * @param install installs the program from the copied sources in the directory
     */
    public static synchronized Path of(String name, List<Path> sources, Consumer<Path> install) {
        Path directory = Project.work().resolve(name);
        Path mark = directory.resolve(INSTALLED);
        try {
            String version = fingerprint(sources);
            if (!Files.exists(mark) || !Files.readString(mark).equals(version)) {
                delete(directory); // a source of an older version would be compiled as well
                for (Path source : sources) {
                    copy(source, directory);
                }
                install.accept(directory);
                Files.writeString(mark, version);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory;
    }

    private static void delete(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void copy(Path source, Path directory) throws IOException {
        Path target = directory.resolve(source.getFileName());
        Files.createDirectories(Files.isDirectory(source) ? target : directory);
        for (Path file : files(source)) {
            Path copy = Files.isDirectory(source) ? target.resolve(file.getFileName()) : target;
            Files.copy(file, copy, REPLACE_EXISTING);
        }
    }

    /** Changes whenever a file does, so that an old installation is not taken for a new one. */
    private static String fingerprint(List<Path> sources) throws IOException {
        var checksum = new CRC32();
        for (Path source : sources) {
            for (Path file : files(source)) {
                checksum.update(file.getFileName().toString().getBytes(UTF_8));
                checksum.update(Files.readAllBytes(file));
            }
        }
        return Long.toHexString(checksum.getValue());
    }

    private static List<Path> files(Path source) throws IOException {
        if (!Files.isDirectory(source)) {
            return List.of(source);
        }
        try (Stream<Path> files = Files.list(source)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
