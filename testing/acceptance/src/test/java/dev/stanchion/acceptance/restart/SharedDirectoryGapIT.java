package dev.stanchion.acceptance.restart;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Members that treat their directory as one of several machines. */
@Tag("long")
@Isolated("its clients give up when servers take too long to start")
class SharedDirectoryGapIT extends GapContract {
    @TempDir private Path directory;

    @Override
    List<String> flags() {
        return List.of(
                "-ft_group",
                "tickets",
                "-ft_shared",
                "-store",
                "file",
                "-dir",
                directory.toString());
    }
}
