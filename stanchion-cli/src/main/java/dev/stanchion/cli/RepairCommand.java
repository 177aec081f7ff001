package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.store.file.check.StoreRepair;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.RealDisk;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stanchion repair}: replaces damaged files by files with everything that can be read. */
@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        description = {
            "Repair the directory of a file store that no server uses.",
            "Damaged files are kept as they are in DIR/damaged, and replaced by what of them can be"
                    + " read. Nothing is deleted. Look after the disk first, and make a copy."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion repair /var/lib/stanchion --dry-run",
            "  stanchion repair /var/lib/stanchion",
            "",
            "Exit codes: 0 done, or nothing to do; 1 it cannot be repaired; 2 wrong usage."
        })
final class RepairCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The directory that the server has as -dir.")
    private Path directory = Path.of("");

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    RepairCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Disk disk = new RealDisk();
        StoreRepair.Result result =
                StoreAccess.orFail(() ->
                        dryRun
                                ? StoreRepair.plan(disk, directory)
                                : StoreRepair.run(disk, directory));
        new StorePage(console).show(result, dryRun);
        return ExitCode.DONE;
    }
}
