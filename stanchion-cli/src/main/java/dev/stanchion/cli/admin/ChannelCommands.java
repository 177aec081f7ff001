package dev.stanchion.cli.admin;

import dev.stanchion.cli.api.ApiClient;
import dev.stanchion.cli.terminal.JsonLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that change a channel. */
abstract class ChannelCommands extends ClientCommands {
    ChannelCommands(Dialog dialog) {
        super(dialog);
    }

    @Command(
            name = "purge",
            mixinStandardHelpOptions = true,
            description = "Remove the oldest messages of a channel. Sequences go on.")
    public int purge(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Parameters(paramLabel = "CHANNEL") String channel,
            @Option(names = "--up-to", paramLabel = "SEQ", description = "Up to this sequence.")
                    @Nullable Long upTo,
            @Option(
                            names = "--older-than",
                            paramLabel = "AGE",
                            description = "What was stored longer ago: 24h.")
                    @Nullable String olderThan,
            @Option(names = "--keep-last", paramLabel = "N", description = "All but the last N.")
                    @Nullable Long keepLast,
            @Option(names = "--all", description = "All messages.") boolean all) {
        return dialog.guarded(() -> {
            int given =
                    (upTo == null ? 0 : 1)
                            + (olderThan == null ? 0 : 1)
                            + (keepLast == null ? 0 : 1)
                            + (all ? 1 : 0);
            if (given != 1) {
                throw new WrongUsageException(
                        "one of --up-to, --older-than, --keep-last, --all is needed");
            }
            JsonLine body = new JsonLine();
            if (upTo != null) {
                body.with("upTo", upTo.longValue());
            } else if (olderThan != null) {
                body.with("olderThan", olderThan);
            } else if (keepLast != null) {
                body.with("keepLast", keepLast.longValue());
            } else {
                body.with("all", true);
            }
            return dialog.change(flags, how, request("POST", channel, "/purge", body.end()));
        });
    }

    @Command(
            name = "delete-channel",
            mixinStandardHelpOptions = true,
            description = "Delete a channel with its messages and positions.")
    public int deleteChannel(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Parameters(paramLabel = "CHANNEL") String channel,
            @Option(
                            names = "--kick",
                            description = "Close the clients that are subscribed; they reconnect.")
                    boolean kick) {
        return dialog.guarded(() ->
                dialog.change(
                        flags, how, request("DELETE", channel, kick ? "?kick=true" : "", "")));
    }

    @Command(
            name = "publish",
            mixinStandardHelpOptions = true,
            description = "Publish a message as an administrator.")
    public int publish(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Parameters(paramLabel = "CHANNEL") String channel,
            @Option(
                            names = "--data",
                            paramLabel = "TEXT",
                            required = true,
                            description = "Its data.")
                    String data) {
        return dialog.guarded(() ->
                dialog.change(
                        flags,
                        how,
                        request(
                                "POST",
                                channel,
                                "/messages",
                                new JsonLine().with("data", data).end())));
    }

    /** Returns a request about a channel. */
    static ApiClient.Request request(String method, String channel, String rest, String body) {
        return new ApiClient.Request(
                method, "/channels/" + ApiClient.encoded(channel) + rest, body);
    }
}
