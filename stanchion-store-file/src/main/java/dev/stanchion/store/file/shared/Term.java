package dev.stanchion.store.file.shared;

import dev.stanchion.store.file.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the server of an epoch may still acknowledge what it has stored there. It begins open, is
 * ended once, and never opened again. So whoever ends it, however late, takes nothing from the
 * server of a later epoch. Immutable; the file has the state.
 */
final class Term {
    private static final String NAME = "term";
    private static final String OPEN = "open\n";

    private final Disk disk;
    private final Path path;

    Term(Disk disk, Path epoch) {
        this.disk = disk;
        this.path = epoch.resolve(NAME);
    }

    /** Returns whether a file of an epoch is this one, which stays when all others are deleted. */
    static boolean isOne(Disk.Entry entry) {
        return entry.name().equals(NAME);
    }

    void create() throws IOException {
        SmallFile.create(disk, path, OPEN);
    }

    /** Returns who has ended it; empty if it is open. */
    Optional<String> endedBy() throws IOException {
        String text = SmallFile.read(disk, path);
        return text.equals(OPEN)
                ? Optional.empty()
                : Optional.of(text.replaceFirst("^over, ?", "").strip());
    }

    /**
     * Ends it. When this returns, all that was acknowledged in the epoch can be read there.
     *
     * @param by who does it
     */
    void end(String by) throws IOException {
        SmallFile.overwrite(disk, path, "over, " + by + "\n");
    }
}
