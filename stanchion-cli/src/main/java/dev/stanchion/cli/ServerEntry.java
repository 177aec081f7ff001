package dev.stanchion.cli;

import java.io.PrintStream;
import picocli.CommandLine.Command;

/** The server among the commands, for suggestions; {@link Stanchion} runs it before any parsing. */
@Command(name = ServerEntry.NAME, description = "Run the server.")
final class ServerEntry {
    static final String NAME = "server";

    static int refuse(String[] arguments, PrintStream out, PrintStream err) {
        err.println("This build has no server.");
        return ExitCode.FAILED;
    }
}
