package dev.stanchion.acceptance.cli;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.CommandFailedException;
import dev.stanchion.kit.process.Project;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own that is soon full. Only root may mount one. */
final class SmallDisk implements AutoCloseable {
    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Mounts it, or skips the test. */
    static SmallDisk mount(Path directory, int megabytes) {
        try {
            Command.run(
                    Project.work(),
                    "mount",
                    "-t",
                    "tmpfs",
                    "-o",
                    "size=" + megabytes + "m",
                    "full-disk",
                    directory.toString());
        } catch (CommandFailedException e) {
            Assumptions.abort(
                    "a small file system cannot be mounted here, so full disks were not tested: "
                            + e.output());
        }
        return new SmallDisk(directory);
    }

    /** Makes room. */
    void growTo(int megabytes) {
        Command.run(
                Project.work(),
                "mount",
                "-o",
                "remount,size=" + megabytes + "m",
                directory.toString());
    }

    Path resolve(String name) {
        return directory.resolve(name);
    }

    @Override
    public void close() {
        Command.run(Project.work(), "umount", "--lazy", directory.toString());
    }
}
