package dev.stanchion.acceptance.restart;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Members with one directory on a disk of their machine. */
@Tag("long")
@Isolated("its clients give up when servers take too long to start")
class FileGapIT extends GapContract {
    @TempDir private Path directory;

    @Override
    List<String> flags() {
        return List.of("-ft_group", "tickets", "-store", "file", "-dir", directory.toString());
    }

    @Override
    boolean keepsTheLockWhilePaused() {
        return true;
    }
}
