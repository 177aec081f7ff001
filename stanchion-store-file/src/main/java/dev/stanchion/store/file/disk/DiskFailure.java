package dev.stanchion.store.file.disk;

import dev.stanchion.engine.spi.StoreException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kind of a disk's failure. The system reports a full disk only in words. Stateless. */
public final class DiskFailure {
    private DiskFailure() {}

    /** Returns whether an operation failed because there is no space for it. */
    public static boolean isNoSpace(IOException failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String text = String.valueOf(reason(each)).toLowerCase(Locale.ROOT);
            if (text.contains("no space") || text.contains("quota")) {
                return true;
            }
        }
        return false;
    }

    /** The message of some has the path, too, which may be called anything. */
    private static @Nullable String reason(Throwable failure) {
        return failure instanceof FileSystemException named
                ? named.getReason()
                : failure.getMessage();
    }

    /** Returns the kind of the failure for users of the store. */
    public static StoreException.Kind kindOf(IOException failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof DirectoryTakenException) {
                return StoreException.Kind.FENCED;
            }
        }
        return isNoSpace(failure) ? StoreException.Kind.FULL : StoreException.Kind.IO;
    }
}
