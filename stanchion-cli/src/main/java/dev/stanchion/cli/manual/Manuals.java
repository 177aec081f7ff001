package dev.stanchion.cli.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes manual pages and completions to where they are found below an installation's prefix. */
public final class Manuals {
    private final Path prefix;
    private final String program;

    /**
     * @param program what the foot of a page shows: {@code Stanchion 0.1.0}
     */
    public Manuals(Path prefix, String program) {
        this.prefix = prefix;
        this.program = program;
    }

    /**
     * Writes what there is for these executables and the commands below them.
     *
     * @throws IOException if a file cannot be written
     */
    public void write(List<CommandPage> executables) throws IOException {
        for (CommandPage executable : executables) {
            for (CommandPage command : executable.withAllBelow()) {
                write(
                        "share/man/man1/" + ManualPage.fileName(command),
                        ManualPage.of(command, program));
            }
            for (Completion shell : Completion.values()) {
                write(shell.place(executable), shell.script(executable));
            }
        }
    }

    private void write(String place, String content) throws IOException {
        Path file = prefix.resolve(place);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
