package dev.stanchion.transfer.gofile;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Finds a process of this machine that has a file open. Linux shows that below {@code /proc}, as
 * far as the processes are the same user's. Elsewhere the answer is always that there is none.
 */
final class OpenFiles {
    private static final Path PROCESSES = Path.of("/proc");

    private OpenFiles() {}

    /** Returns the ID of a process other than this one that has the file open. */
    static OptionalLong userOf(Path file) {
        if (!Files.isDirectory(PROCESSES) || !Files.exists(file)) {
            return OptionalLong.empty();
        }
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            Path real = file.toRealPath();
            for (Path process : processes) {
                long id = Long.parseLong(String.valueOf(process.getFileName()));
                if (id != self && hasOpen(process.resolve("fd"), real)) {
                    return OptionalLong.of(id);
                }
            }
        } catch (IOException e) {
            return OptionalLong.empty(); // nothing is known
        }
        return OptionalLong.empty();
    }

    private static boolean hasOpen(Path descriptors, Path file) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : all) {
                if (Files.readSymbolicLink(descriptor).equals(file)) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // the process has ended, or is another user's
        }
        return false;
    }
}
