package dev.stanchion.cli.admin;

import picocli.CommandLine.Command;

/**
 * {@code stanchion admin}: the parent of the commands for a running server. The library of command
 * lines finds the commands of one object only, so their classes extend each other.
 */
@Command(
        name = "admin",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Look into a running server, and change what it has.",
            "Each change is planned first: on a terminal the command shows the plan and"
                    + " asks. Without a terminal it needs --yes, or --state with the state of a plan"
                    + " that --dry-run has shown."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion admin positions tickets:created",
            "  stanchion admin move tickets:created --group orders-service --to 41",
            "  stanchion admin skip tickets:created --group orders-service 41 --yes",
            "  stanchion admin export --definitions --to definitions.json",
            "  stanchion admin purge tickets:created --older-than 24h --dry-run",
            "",
            "Exit codes: 0 done, 1 failed or refused, 2 wrong usage, 4 nobody has agreed to the",
            "change, or the state is not that of the plan any more."
        })
final class AdminCommand extends DefinitionCommands {
    AdminCommand(Dialog dialog) {
        super(dialog);
    }
}
