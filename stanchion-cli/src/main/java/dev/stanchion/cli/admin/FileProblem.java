package dev.stanchion.cli.admin;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Says why a file cannot be used, without the words of Java. */
final class FileProblem {
    private FileProblem() {}

    static String of(IOException why) {
        return switch (why) {
            case NoSuchFileException ignored -> "there is no such file or directory";
            case FileAlreadyExistsException ignored -> "the file exists";
            case AccessDeniedException ignored -> "access is denied";
            default -> why.getMessage() == null ? why.toString() : why.getMessage();
        };
    }
}
