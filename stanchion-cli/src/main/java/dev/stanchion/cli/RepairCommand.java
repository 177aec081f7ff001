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
            "Repair the directory of a file store.",
            "No server may use it. The command moves each damaged file to DIR/damaged and"
                    + " writes a new file with everything that can be read. It deletes nothing."
                    + " Check the disk and make a copy first."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion repair /var/lib/stanchion --dry-run",
            "  stanchion repair /var/lib/stanchion",
            "",
            "Exit codes: 0 repaired or no damage, 1 the repair failed, 2 wrong usage."
        })
final class RepairCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "DIR",
            description = "Directory of the file store, as for the server's flag -dir.")
    private Path directory = Path.of("");

    @Option(names = "--dry-run", description = "Only print what the command would do.")
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
