package dev.stanchion.cli.transfer;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.StoreDirectory;
import dev.stanchion.transfer.CopyProgress;
import dev.stanchion.transfer.CopyReport;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.StoreCopy;
import dev.stanchion.transfer.StoreSource;
import dev.stanchion.transfer.TransferException;
import dev.stanchion.transfer.gofile.GoFileExport;
import dev.stanchion.transfer.gofile.GoFileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stanchion export}: writes a file store of Stanchion as files of the Go server. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Write a file store of Stanchion as one of NATS Streaming, to go back.",
            "The new store has channels, messages with their sequences and times, clients,"
                    + " durables, queue groups, and which messages are unacknowledged.",
            "No server may use the store. At the end, the command reads back what it has written."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion export data/stanchion --format go --into data/store",
            "",
            "Exit codes: 0 done, 1 the export failed, 2 wrong usage, 3 done, and the store had losses."
        })
public final class ExportCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int WITH_LOSSES = 3;

    private final Console console;

    @Parameters(
            paramLabel = "SOURCE",
            description = "Directory of Stanchion's file store, as for the server's flag -dir.")
    private Path source = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "go",
            required = true,
            description = "Whose files the command writes: go, those of nats-streaming-server.")
    private String format = "";

    @Option(
            names = "--into",
            paramLabel = "DIR",
            required = true,
            description = "Directory that is empty or does not exist.")
    private Path target = Path.of("");

    @Spec private @Nullable CommandSpec spec;

    public ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        requireKnownFormat();
        requireStore();
        RealPath.requireApart(source, target);
        try (Source opened = new StoreSource(new FileStore(source, FileStoreOptions.ONE_PASS))) {
            new GoFileExport(opened, target).write();
            new ImportPage(console).show(target.toString(), readBack());
            long losses = opened.findings().losses();
            if (losses > 0) {
                console.warning(
                        "%d message(s) of %s could not be read; see 'stanchion fsck'."
                                .formatted(losses, source));
            }
            return losses == 0 ? DONE : WITH_LOSSES;
        } catch (StoreException e) {
            throw new TransferException(
                    String.valueOf(e.getMessage()), "Stop the server that uses it.", e);
        }
    }

    private void requireKnownFormat() {
        if (!format.equals("go")) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "Invalid value for option '--format': expected go but was '%s'"
                            .formatted(format));
        }
    }

    /** A store that is opened is created if it is missing, which nobody wants here. */
    private void requireStore() {
        if (!Files.isRegularFile(source.resolve("catalog"))) {
            Path beside = StoreDirectory.besideGoFiles(source);
            throw new TransferException(
                    source + " is no file store of Stanchion: it has no catalog",
                    Files.isRegularFile(beside.resolve("catalog"))
                            ? "Name " + beside + ", where --takeover has put the store."
                            : "Name the directory that the server has as -dir.");
        }
    }

    private CopyReport readBack() {
        try (GoFileStore written = GoFileStore.open(target, GoFileStore.Options.DEFAULTS)) {
            return new StoreCopy(written, Optional.empty(), CopyProgress.NONE).dryRun();
        }
    }
}
