package dev.stanchion.store.file.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskTroubleTest {
    @Test
    void shouldNameNoClasses() {
        List<IOException> troubles =
                List.of(
                        new NoSuchFileException("/proc/x"),
                        new AccessDeniedException("/x"),
                        new FileAlreadyExistsException("/x"),
                        new FileSystemException("/x", null, "Read-only file system"),
                        new IOException("No space left on device"),
                        new IOException());
        assertThat(troubles)
                .extracting(DiskTrouble::of)
                .containsExactly(
                        "/proc/x: no such file or directory",
                        "/x: permission denied",
                        "/x: it is there already",
                        "/x: read-only file system",
                        "No space left on device",
                        "input or output failed");
    }

    @Test
    void shouldNotRepeatTheFileThatTheSentenceHasNamed() {
        assertThat(DiskTrouble.of(Path.of("/proc/x"), new NoSuchFileException("/proc/x")))
                .isEqualTo("no such file or directory");
        assertThat(DiskTrouble.of(Path.of("/data"), new AccessDeniedException("/data/lock")))
                .isEqualTo("/data/lock: permission denied");
    }
}
