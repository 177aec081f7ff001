package dev.stanchion.cli.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.cli.api.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that carry definitions from one server to another. */
abstract class DefinitionCommands extends PositionCommands {
    private static final long MAX_BYTES = 1024 * 1024;

    DefinitionCommands(Dialog dialog) {
        super(dialog);
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = {
                "Print channels, durables and durable groups with their positions, as JSON. Messages",
                "are not part of it."
            })
    public int export(
            @Mixin ApiFlags flags,
            @Option(
                            names = "--definitions",
                            required = true,
                            description = "Needed, so that nobody expects messages.")
                    boolean definitions,
            @Option(names = "--to", paramLabel = "FILE", description = "A new file to write to.")
                    @Nullable Path to) {
        return dialog.guarded(() -> dialog.save(flags, "/definitions", to));
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Create the channels, durables and durable groups of an export that are missing.",
                "Nothing is deleted, and nothing that exists changes without --move."
            })
    public int importDefinitions(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Parameters(paramLabel = "FILE", description = "What export --definitions has printed.")
                    Path file,
            @Option(names = "--move", description = "Also move positions that exist.")
                    boolean move) {
        return dialog.guarded(() ->
                dialog.change(
                        flags,
                        how,
                        new ApiClient.Request(
                                "PUT",
                                move ? "/definitions?move=true" : "/definitions",
                                text(file))));
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new WrongUsageException(
                        file + ": the file is too large (expected: at most 1 MiB)");
            }
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new WrongUsageException(file + " cannot be read: " + e);
        }
    }
}
