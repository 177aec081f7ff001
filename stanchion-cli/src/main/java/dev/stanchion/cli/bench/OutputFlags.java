package dev.stanchion.cli.bench;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.load.LoadException;
import dev.stanchion.load.figures.BenchResult;
import dev.stanchion.load.report.JsonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags for the output of the result. */
final class OutputFlags {
    @Option(
            names = "--json",
            paramLabel = "FILE",
            description =
                    "Write the result of every round to FILE. Remarks and errors are lines of"
                            + " JSON then.")
    private @Nullable Path json;

    void write(BenchResult result, Console console) {
        if (json != null) {
            write(json, JsonReport.of(result), console);
        }
    }

    private static void write(Path file, String text, Console console) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new LoadException(
                    "file " + file + " cannot be written: " + e.getMessage(),
                    "Choose another file. The figures are printed above.",
                    e);
        }
        console.remark("Wrote " + file);
    }
}
