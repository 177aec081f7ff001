package dev.stanchion.server.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A file named by an operator cannot be read or written. */
public final class FileOpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;

    FileOpenException(Path path, IOException cause) {
        super("open " + path + ": " + reason(path, cause), cause);
        this.path = path.toString();
        this.reason = reason(path, cause);
    }

    public String path() {
        return path;
    }

    /** Returns the reason in the operating system's words: {@code permission denied}. */
    public String reason() {
        return reason;
    }

    private static String reason(Path path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof CharacterCodingException) {
            return "not UTF-8 text";
        }
        if (Files.isDirectory(path)) {
            return "is a directory";
        }
        @Nullable String said =
                cause instanceof FileSystemException system
                        ? system.getReason()
                        : cause.getMessage();
        return said == null ? cause.getClass().getSimpleName() : said.toLowerCase(Locale.ROOT);
    }
}
