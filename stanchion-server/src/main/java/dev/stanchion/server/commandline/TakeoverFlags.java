package dev.stanchion.server.commandline;

import dev.stanchion.server.ConfigurationException;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.ParsedFlags;
import dev.stanchion.store.file.StoreDirectory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads what a server takes over from the Go server before it starts. */
final class TakeoverFlags {
    private static final long MAX_POLYNOMIAL = 0xFFFF_FFFFL;

    private TakeoverFlags() {}

    /**
     * Reads the takeover; null if there is none, because no flag asks for it or the directory has
     * no files of the Go server.
     *
     * @throws ConfigurationException if the other flags exclude it
     */
    static Request.@Nullable Takeover read(ParsedFlags flags) {
        if (!isWanted(flags)) {
            return null;
        }
        String name = flags.labelOf(Flag.TAKEOVER);
        if (!flags.text(Flag.FT_GROUP).isEmpty()) {
            throw new ConfigurationException(
                    "takeover",
                    "%s and %s: the members of a group would all copy; run 'stanchion import %s"
                                    .formatted(
                                            name,
                                            flags.labelOf(Flag.FT_GROUP),
                                            flags.text(Flag.DIR))
                            + " --into NEW' once, and start all members with -dir NEW");
        }
        long polynomial = flags.integer(Flag.FILE_CRC_POLY);
        if (polynomial < 1 || polynomial > MAX_POLYNOMIAL) {
            throw new ConfigurationException(
                    "takeover",
                    "%s: %d (expected: 1 to %d)"
                            .formatted(
                                    flags.labelOf(Flag.FILE_CRC_POLY), polynomial, MAX_POLYNOMIAL));
        }
        Path directory = Path.of(flags.text(Flag.DIR));
        return hasGoFiles(directory) ? new Request.Takeover(directory, polynomial) : null;
    }

    /**
     * Returns where the FILE store is: beside the files of the Go server, if they are taken over.
     */
    static Path directory(ParsedFlags flags) {
        Path directory = Path.of(flags.text(Flag.DIR));
        return isWanted(flags) && hasGoFiles(directory)
                ? StoreDirectory.besideGoFiles(directory)
                : directory;
    }

    /** Returns whether the polynomial of the Go server's checksums has an effect. */
    static boolean uses(Flag flag, ParsedFlags flags) {
        return flag == Flag.FILE_CRC_POLY && isWanted(flags);
    }

    private static boolean isWanted(ParsedFlags flags) {
        return flags.bool(Flag.TAKEOVER) && flags.text(Flag.STORE).equalsIgnoreCase("FILE");
    }

    private static boolean hasGoFiles(Path directory) {
        return StoreDirectory.hasGoFiles(directory);
    }
}
