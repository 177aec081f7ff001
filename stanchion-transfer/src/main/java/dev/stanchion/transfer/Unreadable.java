package dev.stanchion.transfer;

import dev.stanchion.engine.spi.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.function.Supplier;

/** Names a file that cannot be read or written, and a store that is full or fails. */
public final class Unreadable {
    private Unreadable() {}

    /**
     * Does some work with files.
     *
     * @throws TransferException instead of an error of the file system, and if a store is full or
     *     cannot be reached
     */
    public static <T> T named(Supplier<T> work) {
        try {
            return work.get();
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            throw new TransferException(
                    switch (cause) {
                        case AccessDeniedException denied ->
                                "%s: permission denied".formatted(denied.getFile());
                        case NoSuchFileException missing ->
                                "%s: there is no such file any more".formatted(missing.getFile());
                        default -> String.valueOf(e.getMessage());
                    },
                    "Check the disk, its room and your rights there.",
                    e);
        } catch (StoreException e) {
            throw switch (e.kind()) {
                case FULL -> stopped("Make room for the target", e);
                case IO -> stopped("Check the disk, database or cluster", e);
                case BUSY, READ_ONLY, CORRUPT, FENCED -> e;
            };
        }
    }

    private static TransferException stopped(String first, StoreException why) {
        return new TransferException(
                String.valueOf(why.getMessage()),
                first
                        + ", and start the command again. It continues where it was; until then no"
                        + " server starts on the target.",
                why);
    }
}
