package dev.stanchion.cli.backup;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.transfer.ImportJson;
import dev.stanchion.cli.transfer.ImportPage;
import dev.stanchion.cli.transfer.ImportTarget;
import dev.stanchion.cli.transfer.KeyFlags;
import dev.stanchion.cli.transfer.ShownCopy;
import dev.stanchion.transfer.CopyReport;
import dev.stanchion.transfer.CopyTarget;
import dev.stanchion.transfer.SourceChannel;
import dev.stanchion.transfer.StoreCopy;
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
            "Fill an empty store with what 'stanchion backup' has written. No server may use the"
                    + " store; start one on it afterwards.",
            "The command first reads the files whole, and restores nothing from one that is damaged. At"
                    + " the end of each channel it reads back what it has written. A restore that was cut"
                    + " off can be started again; it continues where it was."
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
    private static final int DONE = 0;
    private static final int WITH_LOSSES = 3;

    private final Console console;
    private final Map<String, String> environment;
    private final LongSupplier clock;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = {
                "A backup, and behind it the incremental ones that continue it, in their order."
            })
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
        try (BackupSource source = new BackupSource(BackupChain.of(files))) {
            long total = source.channels().stream().mapToLong(SourceChannel::sizeBytes).sum();
            StoreCopy copy =
                    new StoreCopy(
                            source,
                            keys.keys(environment),
                            new ShownCopy(console::remark, clock, total));
            CopyReport report =
                    target.map(into -> copyInto(copy, into.of(source.server().clusterId())))
                            .orElseGet(copy::dryRun);
            show(report, target);
            return report.findings().losses() == 0 ? DONE : WITH_LOSSES;
        }
    }

    private static CopyReport copyInto(StoreCopy copy, CopyTarget into) {
        try (into) {
            return copy.into(into);
        }
    }

    private void show(CopyReport report, Optional<ImportTarget> target) {
        if (json) {
            new ImportJson(console).show(report);
            return;
        }
        new ImportPage(console).show(files.getLast().toString(), report);
        target.filter(into -> !into.isMemory())
                .ifPresent(into ->
                        console.line(
                                "Start the server with: -cluster_id %s %s"
                                        .formatted(report.clusterId(), into.serverFlags())));
    }
}
