package dev.stanchion.store.file.shared;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Tests what takeovers need of a file system: second names of files, a rename that replaces no
 * directory, and content that a file shows as soon as it is opened anew. For one thread.
 */
final class FileSystemTest {
    private final Disk disk;
    private final Path directory;
    private final Path place;

    FileSystemTest(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
        this.place = directory.resolve("test-" + UUID.randomUUID());
    }

    /** Returns if all is well. */
    void run() throws IOException {
        disk.createDirectory(directory);
        disk.createDirectory(place);
        try {
            testLinks();
            testRename();
            testRewriting();
        } finally {
            Remains.deleteAll(disk, place);
        }
    }

    private void testLinks() throws IOException {
        SmallFile.create(disk, place.resolve("a"), "a");
        SmallFile.create(disk, place.resolve("b"), "b");
        disk.link(place.resolve("a"), place.resolve("c"));
        try {
            disk.link(place.resolve("a"), place.resolve("b"));
        } catch (FileAlreadyExistsException asItShould) {
            return;
        }
        throw unusable("it gives a file a name that is taken");
    }

    private void testRename() throws IOException {
        for (String name : new String[] {"old", "new"}) {
            disk.createDirectory(place.resolve(name));
            SmallFile.create(disk, place.resolve(name).resolve("x"), name);
        }
        try {
            disk.rename(place.resolve("new"), place.resolve("old"));
        } catch (IOException asItShould) {
            if (SmallFile.read(disk, place.resolve("old").resolve("x")).equals("old")) {
                return;
            }
        }
        throw unusable("it replaces a directory that is not empty");
    }

    private void testRewriting() throws IOException {
        Path file = place.resolve("a");
        try (DiskFile open = disk.open(file, Disk.Access.READ)) {
            SmallFile.overwrite(disk, file, "over");
            boolean isSeen = SmallFile.read(disk, file).equals("over") && open.sizeBytes() > 0;
            if (!isSeen) {
                throw unusable("it does not show what a file has now");
            }
        }
    }

    private static IOException unusable(String why) {
        return new IOException("its file system cannot be shared with -ft_shared: " + why);
    }
}
