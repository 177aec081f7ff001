package dev.stanchion.cli.backup;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.transfer.CopyRun;
import dev.stanchion.cli.transfer.ImportTarget;
import dev.stanchion.cli.transfer.KeyFlags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stanchion restore}: fills an empty store with a backup. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Fill an empty store with what 'stanchion backup' has written.",
            "No server may use the store; start one on it afterwards. The command first"
                    + " reads the files whole, and restores nothing from one that is damaged. At the"
                    + " end of each channel it reads back what it has written. A restore that was"
                    + " cut off can be started again; it continues where it was."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion restore monday.backup --dry-run",
            "  stanchion restore monday.backup --into data/stanchion",
            "  stanchion restore monday.backup tuesday.backup --into 'jdbc:postgresql://db/stan?user=stan'",
            "",
            "Encrypted messages are restored as they are. With the key, the command proves that it",
            "decrypts them.",
            "",
            "Exit codes: 0 everything is restored, 1 the restore failed, 2 wrong usage,",
            "3 restored, and the backup lacks messages that were damaged, which the report names."
        })
public final class RestoreCommand implements Callable<Integer> {
    private final Console console;
    private final Map<String, String> environment;
    private final LongSupplier clock;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "A backup, and behind it the incremental ones that continue it, in their order.")
    private List<Path> files = new ArrayList<>();

    @ArgGroup(multiplicity = "1")
    private Aim aim = new Aim();

    @Mixin private KeyFlags keys = new KeyFlags();

    @Option(
            names = "--js_replicas",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "Replicas of each stream, if TARGET is a NATS cluster. Default: ${DEFAULT-VALUE}.")
    private int replicas;

    @Option(names = "--json", description = "Print the report as lines of JSON.")
    private boolean json;

    /** Where the copy goes. */
    private static final class Aim {
        @Option(
                names = "--into",
                paramLabel = "TARGET",
                description =
                        "Directory for Stanchion's file store, empty or not there yet; or another"
                                + " store, as for 'stanchion import'.")
        private String target = "";

        @Option(names = "--dry-run", description = "Only read the files and print the report.")
        private boolean dryRun;
    }

    /**
     * @param clock a clock that never goes back
     */
    public RestoreCommand(Console console, Map<String, String> environment, LongSupplier clock) {
        this.console = console;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Optional<ImportTarget> target =
                aim.dryRun
                        ? Optional.empty()
                        : Optional.of(ImportTarget.parse(aim.target, replicas, environment));
        target.ifPresent(into -> files.forEach(into::requireApart));
        try (BackupSource source = new BackupSource(BackupChain.of(files))) {
            return new CopyRun(console, clock, json)
                    .copy(source, files.getLast().toString(), keys.keys(environment), target);
        }
    }
}
