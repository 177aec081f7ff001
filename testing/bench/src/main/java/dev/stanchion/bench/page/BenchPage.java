package dev.stanchion.bench.page;

import dev.stanchion.load.LoadException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program behind {@code bin/bench-page}, which checks the number of arguments. */
public final class BenchPage {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    private BenchPage() {}

    /** Reads the first file and writes the second. */
    public static void main(String[] files) {
        System.exit(draw(Path.of(files[0]), Path.of(files[1]), System.err));
    }

    /** Draws the page of a result; returns the exit code. */
    static int draw(Path result, Path page, PrintStream problems) {
        try {
            write(page, ResultPage.of(ResultFile.read(result)));
            return DONE;
        } catch (LoadException e) {
            problems.printf("bench-page: %s.%n%s%n", e.problem(), e.remedy());
            return FAILED;
        }
    }

    private static void write(Path page, String text) {
        try {
            Files.writeString(page, text);
        } catch (IOException e) {
            throw new LoadException(
                    "file " + page + " cannot be written: " + e.getMessage(),
                    "Name a file in a folder that exists and that you may write to.",
                    e);
        }
    }
}
