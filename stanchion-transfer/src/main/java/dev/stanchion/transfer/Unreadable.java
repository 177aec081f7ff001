package dev.stanchion.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.function.Supplier;

/** Names a file that cannot be read or written. */
public final class Unreadable {
    private Unreadable() {}

    /**
     * Does some work with files.
     *
     * @throws TransferException instead of an error of the file system
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
                    "Check the disk and your rights there.",
                    e);
        }
    }
}
