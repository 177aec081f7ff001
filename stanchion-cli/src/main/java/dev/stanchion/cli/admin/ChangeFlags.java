package dev.stanchion.cli.admin;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the user agrees to a change. */
final class ChangeFlags {
    @Option(names = "--dry-run", description = "Show the plan and its state, and change nothing.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Make the change without asking.")
    private boolean yes;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Make the change if the state is still that of a plan.")
    private @Nullable String state;

    boolean dryRun() {
        return dryRun;
    }

    boolean yes() {
        return yes;
    }

    @Nullable String state() {
        return state;
    }
}
