package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.store.file.check.StoreCheck;
import dev.stanchion.store.file.check.StoreReport;
import dev.stanchion.store.file.disk.RealDisk;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stanchion fsck}: reports what a file store's directory contains and what is damaged. */
@Command(
        name = "fsck",
        mixinStandardHelpOptions = true,
        description = {
            "Check the directory of a file store.",
            "The command prints the content of each channel and each damage. It reads"
                    + " every message and changes nothing. A server may be running."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion fsck /var/lib/stanchion",
            "",
            "Exit codes: 0 no damage, 1 the check failed, 2 wrong usage, 3 damage found."
        })
final class FsckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "DIR",
            description = "Directory of the file store, as for the server's flag -dir.")
    private Path directory = Path.of("");

    FsckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        StoreReport report = StoreAccess.orFail(() -> StoreCheck.of(new RealDisk(), directory));
        new StorePage(console).show(report);
        return report.isDamaged() ? ExitCode.DAMAGED : ExitCode.DONE;
    }
}
