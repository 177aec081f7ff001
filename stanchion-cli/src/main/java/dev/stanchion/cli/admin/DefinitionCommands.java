package dev.stanchion.cli.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.cli.exchange.ExportReader;
import dev.stanchion.cli.terminal.Console;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that carry definitions from one server to another. */
abstract class DefinitionCommands extends PositionCommands {
    private static final long MAX_BYTES = 1024 * 1024;

    DefinitionCommands(Dialog dialog) {
        super(dialog);
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = {
                "Print the messages of channels, as lines of JSON.",
                "With --definitions, durables and durable groups with their positions, too; or"
                        + " these alone, if no channel is named."
            })
    public int export(
            @Mixin ApiFlags flags,
            @Parameters(paramLabel = "CHANNEL", arity = "0..*", description = "What to export.")
                    @Nullable List<String> channels,
            @Option(
                            names = "--definitions",
                            description = "Channels, durables and groups with their positions.")
                    boolean definitions,
            @Option(names = "--all", description = "The messages of all channels.") boolean all,
            @Option(
                            names = "--from",
                            paramLabel = "SEQ",
                            defaultValue = "1",
                            description = "Messages from this sequence on.")
                    long from,
            @Option(
                            names = "--up-to",
                            paramLabel = "SEQ",
                            description = "Messages up to this sequence.")
                    @Nullable Long upTo,
            @Option(
                            names = "--to",
                            paramLabel = "FILE",
                            description = "A new file to write to; packed if it ends with .gz.")
                    @Nullable Path to) {
        return dialog.guarded(() -> {
            List<String> named = channels == null ? List.of() : channels;
            if (all != named.isEmpty() && !(definitions && !all)) {
                throw new WrongUsageException(
                        all
                                ? "a CHANNEL is there, and --all, too"
                                : "a CHANNEL, or --all, or --definitions is needed");
            }
            if (from < 1 || (upTo != null && upTo < from)) {
                throw new WrongUsageException("--from and --up-to are a range of sequences from 1");
            }
            if (named.isEmpty() && !all) {
                return dialog.save(flags, "/definitions", to);
            }
            return export(
                    flags,
                    new MessageExport.Wanted(
                            named, definitions, from, upTo == null ? Long.MAX_VALUE : upTo),
                    to);
        });
    }

    private int export(ApiFlags flags, MessageExport.Wanted wanted, @Nullable Path to) {
        MessageExport export = new MessageExport(flags, dialog.client(flags), dialog.console());
        List<String> channels = export.channels(wanted);
        try (Writer out = to == null ? standardOutput() : ExportTarget.create(to)) {
            export.write(wanted, channels, out);
        } catch (IOException e) {
            throw new ApiException(
                    "The export cannot be written: " + FileProblem.of(e), "Export again.", e);
        }
        return Dialog.DONE;
    }

    private Writer standardOutput() {
        return new BufferedWriter(new OutputStreamWriter(dialog.console().out(), UTF_8)) {
            @Override
            public void close() throws IOException {
                flush(); // the stream is the process's own
            }
        };
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Put what export has printed into a server.",
                "Messages keep their sequences and times; channels, durables and durable"
                        + " groups that are missing are created. Nothing is deleted, and nothing that"
                        + " exists changes without --move."
            })
    public int importFile(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Parameters(paramLabel = "FILE", description = "What export has printed.") Path file,
            @Option(names = "--move", description = "Also move positions that exist.") boolean move,
            @Option(
                            names = "--resume",
                            description = "Leave out the messages that the channel has already.")
                    boolean resume,
            @Option(names = "--renumber", description = "Append messages with new sequences.")
                    boolean renumber,
            @Option(
                            names = "--incomplete",
                            description = "Take a file whose export was interrupted.")
                    boolean incomplete) {
        return dialog.guarded(() -> {
            if (isExport(file)) {
                if (move || (resume && renumber)) {
                    throw new WrongUsageException(
                            move
                                    ? "--move is for a file with nothing but definitions"
                                    : "--resume and --renumber exclude each other");
                }
                return importMessages(
                        flags, how, file, new ImportScan.How(resume, renumber, incomplete));
            }
            if (resume || renumber || incomplete) {
                throw new WrongUsageException(file + " has no messages");
            }
            return dialog.change(
                    flags,
                    how,
                    new ApiClient.Request(
                            "PUT", move ? "/definitions?move=true" : "/definitions", text(file)));
        });
    }

    private static boolean isExport(Path file) {
        try {
            return ExportReader.isExport(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private int importMessages(ApiFlags flags, ChangeFlags how, Path file, ImportScan.How wanted) {
        ApiClient client = dialog.client(flags);
        Console console = dialog.console();
        ImportScan plan = new ImportScan(flags, client, wanted);
        try {
            plan.read(file);
            List<String> refusals = plan.refusals();
            if (!how.dryRun() && !refusals.isEmpty()) {
                console.problem(refusals.getFirst(), "Nothing was changed.");
                return Dialog.FAILED;
            }
            boolean isAgreed =
                    dialog.isAgreedTo(
                            how,
                            plan.state(),
                            () -> {
                                plan.sentences().forEach(console::line);
                                refusals.forEach(each -> console.line("Refused: " + each));
                                console.line("State: " + plan.state());
                                if (how.state() != null && !how.dryRun()) {
                                    plan.differences(how.state()).forEach(console::remark);
                                }
                            });
            if (!isAgreed) {
                return how.dryRun() ? Dialog.DONE : Dialog.NOT_AGREED;
            }
            MessageImport run = new MessageImport(flags, client, plan, new Progress(console));
            run.run(file);
            console.line(
                    "Done: %s %s imported, and %s %s."
                            .formatted(
                                    Counted.of(run.done(), "message"),
                                    run.done() == 1 ? "is" : "are",
                                    Counted.of(run.created(), "position"),
                                    run.created() == 1 ? "exists" : "exist"));
            return Dialog.DONE;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static WrongUsageException unreadable(Path file, IOException why) {
        return new WrongUsageException(file + " cannot be read: " + FileProblem.of(why));
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new WrongUsageException(
                        file + ": the file is too large (expected: at most 1 MiB)");
            }
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }
}
