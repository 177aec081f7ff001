package dev.stanchion.store.file.journal;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.DiskTrouble;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;

/** Describes a failure of a file system in a few words; never a stack trace. */
final class Reason {
    private Reason() {}

    static String of(Throwable why) {
        return switch (why) {
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            case FileAlreadyExistsException file -> file.getFile() + " is not a directory";
            case StoreException failure -> String.valueOf(failure.getMessage());
            case IOException failure -> DiskTrouble.of(failure);
            default -> why.toString();
        };
    }
}
