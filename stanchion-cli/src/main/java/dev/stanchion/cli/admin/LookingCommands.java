package dev.stanchion.cli.admin;

import dev.stanchion.admin.http.ApiClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that change nothing. */
abstract class LookingCommands {
    final Dialog dialog;

    LookingCommands(Dialog dialog) {
        this.dialog = dialog;
    }

    @Command(
            name = "channels",
            mixinStandardHelpOptions = true,
            description = "List channels with their messages and positions.")
    public int channels(
            @Mixin ApiFlags flags,
            @Option(
                            names = "--match",
                            paramLabel = "TEXT",
                            description =
                                    "Only names with this text, or that fit a pattern with *.")
                    @Nullable String match,
            @Option(names = "--limit", paramLabel = "N", description = "How many at most.")
                    @Nullable Integer limit) {
        return list(flags, "/channels", match, limit);
    }

    @Command(
            name = "clients",
            mixinStandardHelpOptions = true,
            description = "List clients with their connections.")
    public int clients(
            @Mixin ApiFlags flags,
            @Option(
                            names = "--match",
                            paramLabel = "TEXT",
                            description = "Only IDs with this text, or that fit a pattern with *.")
                    @Nullable String match,
            @Option(names = "--limit", paramLabel = "N", description = "How many at most.")
                    @Nullable Integer limit) {
        return list(flags, "/clients", match, limit);
    }

    private int list(ApiFlags flags, String path, @Nullable String match, @Nullable Integer limit) {
        List<String> query = new ArrayList<>();
        add(query, "q", match);
        add(query, "limit", limit);
        return dialog.guarded(() -> dialog.show(flags, withQuery(path, query)));
    }

    @Command(
            name = "describe",
            mixinStandardHelpOptions = true,
            description = "Show one channel, or one client.")
    public int describe(
            @Mixin ApiFlags flags,
            @Parameters(paramLabel = "CHANNEL", arity = "0..1") @Nullable String channel,
            @Option(names = "--client", paramLabel = "ID", description = "A client instead.")
                    @Nullable String client) {
        return dialog.guarded(() -> {
            if ((channel == null) == (client == null)) {
                throw new WrongUsageException("a CHANNEL or a --client is needed");
            }
            String path =
                    channel == null
                            ? "/clients/" + ApiClient.encoded(String.valueOf(client))
                            : "/channels/" + ApiClient.encoded(channel);
            return dialog.show(flags, path);
        });
    }

    @Command(
            name = "positions",
            mixinStandardHelpOptions = true,
            description = "List the durables, groups and other subscriptions of a channel.")
    public int positions(
            @Mixin ApiFlags flags, @Parameters(paramLabel = "CHANNEL") String channel) {
        return dialog.guarded(
                () -> dialog.show(flags, "/channels/" + ApiClient.encoded(channel) + "/positions"));
    }

    @Command(
            name = "pending",
            mixinStandardHelpOptions = true,
            description = "List what was sent to a position and not acknowledged, oldest first.")
    public int pending(
            @Mixin ApiFlags flags,
            @Mixin PositionFlags position,
            @Parameters(paramLabel = "CHANNEL") String channel) {
        return dialog.guarded(() ->
                dialog.show(
                        flags,
                        "/channels/"
                                + ApiClient.encoded(channel)
                                + position.pathOrThrow()
                                + "/pending"));
    }

    @Command(
            name = "peek",
            mixinStandardHelpOptions = true,
            description = "Read messages without leaving a trace: no position moves.")
    public int peek(
            @Mixin ApiFlags flags,
            @Parameters(paramLabel = "CHANNEL") String channel,
            @Option(
                            names = "--from",
                            paramLabel = "PLACE",
                            description =
                                    "first, last, a sequence, or a time: 2026-12-01T10:00:00Z.")
                    @Nullable String from,
            @Option(names = "--limit", paramLabel = "N", description = "How many at most.")
                    @Nullable Integer limit,
            @Option(
                            names = "--contains",
                            paramLabel = "TEXT",
                            description = "Only messages with this text.")
                    @Nullable String contains,
            @Option(
                            names = "--path",
                            paramLabel = "PATH",
                            description = "A place in JSON: $.id; with --equals.")
                    @Nullable String path,
            @Option(
                            names = "--equals",
                            paramLabel = "TEXT",
                            description = "Only messages with this value at --path.")
                    @Nullable String equal) {
        return dialog.guarded(() -> {
            List<String> query = new ArrayList<>();
            add(query, "from", from == null ? null : Places.inQuery(from));
            add(query, "limit", limit);
            add(query, "contains", contains);
            add(query, "path", path);
            add(query, "equals", equal);
            return dialog.show(
                    flags,
                    withQuery("/channels/" + ApiClient.encoded(channel) + "/messages", query));
        });
    }

    @Command(
            name = "policies",
            mixinStandardHelpOptions = true,
            description = "List the policies that hold now, and where each is written.")
    public int policies(@Mixin ApiFlags flags) {
        return dialog.guarded(() -> dialog.show(flags, "/policies"));
    }

    @Command(
            name = "configuration",
            mixinStandardHelpOptions = true,
            description = {
                "List the settings that are in effect, and where each is set.",
                "Secrets are hidden. It needs the role operator."
            })
    public int configuration(@Mixin ApiFlags flags) {
        return dialog.guarded(() -> dialog.show(flags, "/server/configuration"));
    }

    @Command(
            name = "findings",
            mixinStandardHelpOptions = true,
            description = "List what is likely wrong, with the IDs that dismiss takes.")
    public int findings(
            @Mixin ApiFlags flags,
            @Option(names = "--dismissed", description = "Also those that are dismissed.")
                    boolean dismissed) {
        return dialog.guarded(
                () -> dialog.show(flags, dismissed ? "/findings?dismissed=true" : "/findings"));
    }

    @Command(
            name = "audit",
            mixinStandardHelpOptions = true,
            description = {
                "List the last changes, refused changes and log-ins, the newest first.",
                "The server keeps a thousand of them; its audit file has all."
            })
    public int audit(
            @Mixin ApiFlags flags,
            @Option(names = "--limit", paramLabel = "N", description = "How many at most.")
                    @Nullable Integer limit) {
        return list(flags, "/audit", null, limit);
    }

    private static void add(List<String> query, String name, @Nullable Object value) {
        if (value != null) {
            query.add(name + "=" + ApiClient.encoded(value.toString()));
        }
    }

    private static String withQuery(String path, List<String> query) {
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }
}
