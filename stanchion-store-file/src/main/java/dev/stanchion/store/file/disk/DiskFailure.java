package dev.stanchion.store.file.disk;

import dev.stanchion.engine.spi.StoreException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the failure of a disk means; of a full one the system says it in words only. Stateless. */
public final class DiskFailure {
    private DiskFailure() {}

    /** Tells whether something failed because there is no room for it. */
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

    /** Returns what kind of failure it is to those that use the store. */
    public static StoreException.Kind kindOf(IOException failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof DirectoryTakenException) {
                return StoreException.Kind.FENCED;
            }
        }
        return isNoSpace(failure) ? StoreException.Kind.FULL : StoreException.Kind.IO;
    }
}
