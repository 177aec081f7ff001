package dev.stanchion.acceptance.restart;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Members that treat their directory as one of several machines. */
@Tag("long")
class SharedDirectoryFailoverIT extends FailoverContract {
    @TempDir private Path directory;

    @Override
    List<String> flags() {
        return List.of("-ft_shared", "-store", "file", "-dir", directory.toString());
    }
}
