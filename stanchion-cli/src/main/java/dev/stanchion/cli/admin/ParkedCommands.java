package dev.stanchion.cli.admin;

import dev.stanchion.admin.http.ApiClient;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands for parked messages. */
@Command(
        name = "parked",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Messages that a policy has parked, because nobody has processed them.",
            "CHANNEL is where they were published, and SEQ is in the channel of parked"
                    + " messages: list shows it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion admin parked list tickets:created",
            "  stanchion admin parked redrive tickets:created 1 2",
            "  stanchion admin parked redrive tickets:created --all --group orders-service",
            "  stanchion admin parked drop tickets:created 3 --yes",
            "  stanchion admin parked drop tickets:created --group old-service --dry-run"
        })
final class ParkedCommands {
    private final Dialog dialog;
    private final JobDialog jobs;

    ParkedCommands(Dialog dialog, JobDialog jobs) {
        this.dialog = dialog;
        this.jobs = jobs;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {
                "List parked messages that are neither redriven nor dropped.",
                "The list is that of one channel, or of all channels if none is named."
            })
    public int list(
            @Mixin ApiFlags flags,
            @Parameters(paramLabel = "CHANNEL", arity = "0..1") @Nullable String channel,
            @Option(names = "--from", paramLabel = "SEQ", description = "The first to show.")
                    @Nullable Long from,
            @Option(names = "--limit", paramLabel = "N", description = "How many at most.")
                    @Nullable Integer limit) {
        String first = from == null ? "" : "&from=" + from;
        String page = "?limit=" + (limit == null ? 50 : limit) + first;
        return dialog.guarded(() -> {
            if (channel == null && from != null) {
                throw new WrongUsageException("--from needs a CHANNEL");
            }
            return dialog.show(flags, (channel == null ? "/parked" : path(channel)) + page);
        });
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show one parked message with its content.")
    public int show(
            @Mixin ApiFlags flags,
            @Parameters(index = "0", paramLabel = "CHANNEL") String channel,
            @Parameters(index = "1", paramLabel = "SEQ") long sequence) {
        return dialog.guarded(() -> dialog.show(flags, path(channel) + "/" + sequence));
    }

    @Command(
            name = "redrive",
            mixinStandardHelpOptions = true,
            description = {
                "Send parked messages again to the position that has not processed them.",
                "No other position gets them. With --all or a filter, a job of the server does"
                        + " it; Ctrl-C ends the job, and the rest stays parked."
            })
    public int redrive(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Mixin BulkFlags bulk,
            @Parameters(index = "0", paramLabel = "CHANNEL") String channel,
            @Parameters(index = "1..*", paramLabel = "SEQ", arity = "0..*")
                    @Nullable List<Long> sequences,
            @Option(
                            names = "--republish",
                            description =
                                    "Publish a message anew, for all, if it is gone from its channel"
                                            + " or its position has ended.")
                    boolean republish) {
        String rest = republish ? ",\"republish\":true}" : "}";
        return dialog.guarded(() -> {
            requireOne(bulk, sequences);
            return sequences == null
                    ? jobs.change(
                            flags,
                            how,
                            post(channel, "/redrive", "{" + bulk.members() + rest),
                            bulk.isWaiting())
                    : dialog.change(
                            flags,
                            how,
                            post(channel, "/redrive", "{\"sequences\":" + list(sequences) + rest));
        });
    }

    @Command(
            name = "drop",
            mixinStandardHelpOptions = true,
            description = {
                "Give parked messages up.",
                "With --all or a filter, a job of the server does it."
            })
    public int drop(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Mixin BulkFlags bulk,
            @Parameters(index = "0", paramLabel = "CHANNEL") String channel,
            @Parameters(index = "1..*", paramLabel = "SEQ", arity = "0..*")
                    @Nullable List<Long> sequences,
            @Option(
                            names = "--keep-copy",
                            paramLabel = "FILE",
                            description = "Write single messages to a new file first.")
                    @Nullable Path copy) {
        return dialog.guarded(() -> {
            requireOne(bulk, sequences);
            if (sequences == null) {
                if (copy != null) {
                    throw new WrongUsageException("--keep-copy needs each SEQ");
                }
                return jobs.change(
                        flags,
                        how,
                        new ApiClient.Request("DELETE", path(channel) + bulk.query(), ""),
                        bulk.isWaiting());
            }
            String body = "{\"sequences\":" + list(sequences) + "}";
            return dialog.change(
                    flags,
                    how,
                    post(channel, "/drop", body),
                    () -> {
                        if (copy != null) {
                            new KeptCopy(dialog, flags).ofParked(channel, sequences, copy);
                        }
                    });
        });
    }

    private static void requireOne(BulkFlags bulk, @Nullable List<Long> sequences) {
        if (bulk.isGiven() == (sequences != null)) {
            throw new WrongUsageException(
                    sequences == null
                            ? "a SEQ, or --all, or a filter is needed"
                            : "SEQ is there, and --all or a filter, too");
        }
    }

    private static String list(List<Long> sequences) {
        return "[" + String.join(",", sequences.stream().map(String::valueOf).toList()) + "]";
    }

    private static ApiClient.Request post(String channel, String rest, String body) {
        return new ApiClient.Request("POST", path(channel) + rest, body);
    }

    private static String path(String channel) {
        return "/channels/" + ApiClient.encoded(channel) + "/parked";
    }
}
