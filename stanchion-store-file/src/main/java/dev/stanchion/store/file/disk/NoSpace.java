package dev.stanchion.store.file.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a disk that is full from one that fails; the system says it in words only. Stateless. */
public final class NoSpace {
    private NoSpace() {}

    /** Tells whether something failed because there is no room for it. */
    public static boolean isMeantBy(IOException failure) {
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
}
