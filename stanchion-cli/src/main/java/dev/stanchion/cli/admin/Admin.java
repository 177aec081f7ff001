package dev.stanchion.cli.admin;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Interrupts;
import java.io.InputStream;
import java.util.Map;
import picocli.CommandLine;

/** The entry of the commands for a running server. */
public final class Admin {
    private Admin() {}

    /**
     * Returns the command with all its subcommands.
     *
     * @param isInteractive whether a person can be asked
     */
    public static CommandLine commandLine(
            Console console,
            InputStream input,
            boolean isInteractive,
            Map<String, String> environment,
            Interrupts interrupts) {
        Dialog dialog = new Dialog(console, input, isInteractive, environment);
        JobDialog jobs = new JobDialog(dialog, console, interrupts);
        return new CommandLine(new AdminCommand(dialog))
                .addSubcommand(new TailCommand(dialog, console, environment))
                .addSubcommand(new ParkedCommands(dialog, jobs));
    }
}
