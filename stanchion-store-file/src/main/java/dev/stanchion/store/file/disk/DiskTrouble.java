package dev.stanchion.store.file.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Describes a failure of a file system in the words of the operating system. */
public final class DiskTrouble {
    private DiskTrouble() {}

    /** Does the same as {@link #of(IOException)}, for a sentence that has named a file already. */
    public static String of(Path named, IOException why) {
        String text = of(why);
        String file = named + ": ";
        return text.startsWith(file) ? text.substring(file.length()) : text;
    }

    /** Returns why, with the file if one is known, and without the name of any class. */
    public static String of(IOException why) {
        return switch (why) {
            case NoSuchFileException file -> file.getFile() + ": no such file or directory";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case FileAlreadyExistsException file -> file.getFile() + ": it is there already";
            case FileSystemException file when file.getReason() != null ->
                    file.getFile() + ": " + file.getReason().toLowerCase(Locale.ROOT);
            default -> {
                String message = why.getMessage();
                yield message == null ? "input or output failed" : message;
            }
        };
    }
}
