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
            "Check the directory of a file store: what each channel has, and what is damaged.",
            "Every message is read. Nothing is changed, and a running server is not disturbed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion fsck /var/lib/stanchion",
            "",
            "Exit codes: 0 nothing is damaged, 1 it cannot be checked, 2 wrong usage, 3 damaged."
        })
final class FsckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The directory that the server has as -dir.")
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
