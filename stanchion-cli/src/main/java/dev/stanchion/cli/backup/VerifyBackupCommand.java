package dev.stanchion.cli.backup;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.transfer.ImportPage;
import dev.stanchion.cli.transfer.KeyFlags;
import dev.stanchion.transfer.CopyProgress;
import dev.stanchion.transfer.CopyReport;
import dev.stanchion.transfer.StoreCopy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stanchion verify-backup}: proves that backups are whole. */
@Command(
        name = "verify-backup",
        mixinStandardHelpOptions = true,
        description = {
            "Read backups whole, and prove that they are as they were written.",
            "The command looks at checksums, numbers, order, and whether each file continues the one"
                    + " before. With the key, it also decrypts every message. It writes nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion verify-backup monday.backup",
            "  stanchion verify-backup monday.backup tuesday.backup",
            "",
            "Exit codes: 0 whole, 1 damaged or not to be restored, 2 wrong usage, 3 whole, and messages",
            "are missing that were damaged when the backup was taken."
        })
public final class VerifyBackupCommand implements Callable<Integer> {
    private static final int WHOLE = 0;
    private static final int WITH_LOSSES = 3;

    private final Console console;
    private final Map<String, String> environment;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "A backup, and behind it the incremental ones that continue it, in their order.")
    private List<Path> files = new ArrayList<>();

    @Mixin private KeyFlags keys = new KeyFlags();

    public VerifyBackupCommand(Console console, Map<String, String> environment) {
        this.console = console;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        BackupChain chain = BackupChain.of(files);
        for (BackupContents each : chain.files()) {
            console.line(
                    "%s: whole, taken %s, %,d channel(s), %,d message(s)%s"
                            .formatted(
                                    each.file(),
                                    each.takenAt(),
                                    each.channels().size(),
                                    each.messages(),
                                    each.since().isEmpty() ? "" : ", incremental"));
        }
        try (BackupSource source = new BackupSource(chain)) {
            CopyReport report =
                    new StoreCopy(source, keys.keys(environment), CopyProgress.NONE).dryRun();
            new ImportPage(console).show("Together", report);
            return report.findings().losses() == 0 ? WHOLE : WITH_LOSSES;
        }
    }
}
