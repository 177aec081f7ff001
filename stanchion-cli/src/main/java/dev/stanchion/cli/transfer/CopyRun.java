package dev.stanchion.cli.transfer;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.store.encryption.EncryptionKeys;
import dev.stanchion.transfer.CopyReport;
import dev.stanchion.transfer.CopyTarget;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.SourceChannel;
import dev.stanchion.transfer.StoreCopy;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Copies a source into a store, shows how far it is, and reports what was copied. */
public final class CopyRun {
    private static final int DONE = 0;
    private static final int WITH_LOSSES = 3;

    private final Console console;
    private final LongSupplier clock;
    private final boolean json;

    /**
     * @param clock a clock that never goes back
     * @param json whether the report is lines of JSON
     */
    public CopyRun(Console console, LongSupplier clock, boolean json) {
        this.console = console;
        this.clock = clock;
        this.json = json;
    }

    /**
     * Copies everything.
     *
     * @param name of the source in the report
     * @param target empty only to read the source
     * @return the exit code of the command
     */
    public int copy(
            Source source,
            String name,
            Optional<EncryptionKeys> keys,
            Optional<ImportTarget> target) {
        long total = source.channels().stream().mapToLong(SourceChannel::sizeBytes).sum();
        StoreCopy copy = new StoreCopy(source, keys, new ShownCopy(console::remark, clock, total));
        CopyReport report =
                target.map(into -> copyInto(copy, into.of(source.server().clusterId())))
                        .orElseGet(copy::dryRun);
        return report(name, report, target);
    }

    /**
     * Reports a copy that was made.
     *
     * @param name of the source in the report
     * @param target empty if the source was only read
     * @return the exit code of the command
     */
    public int report(String name, CopyReport report, Optional<ImportTarget> target) {
        show(name, report, target);
        return report.findings().losses() == 0 ? DONE : WITH_LOSSES;
    }

    private static CopyReport copyInto(StoreCopy copy, CopyTarget into) {
        try (into) {
            return copy.into(into);
        }
    }

    private void show(String name, CopyReport report, Optional<ImportTarget> target) {
        if (json) {
            new ImportJson(console).show(report);
            return;
        }
        new ImportPage(console).show(name, report);
        target.filter(into -> !into.isMemory())
                .ifPresent(into ->
                        console.line(
                                "Start the server with: -cluster_id %s %s"
                                        .formatted(report.clusterId(), into.serverFlags())));
    }
}
