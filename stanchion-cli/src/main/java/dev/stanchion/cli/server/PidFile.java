package dev.stanchion.cli.server;

import dev.stanchion.server.file.OperatorFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file that says which process the server is: the number and nothing else. */
final class PidFile {
    private PidFile() {}

    /**
     * Writes the file; it is left there at the end, as by the Go server.
     *
     * @param file null means none
     * @throws dev.stanchion.server.file.FileOpenException if it cannot be written
     */
    static void write(@Nullable Path file) {
        if (file != null) {
            String pid = Long.toString(ProcessHandle.current().pid());
            OperatorFile.write(file, pid.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
