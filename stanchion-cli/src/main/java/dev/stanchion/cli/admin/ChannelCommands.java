package dev.stanchion.cli.admin;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.cli.terminal.JsonLine;
import java.nio.file.Path;
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
            description = {"Remove the oldest messages of a channel.", "Sequences go on."})
    public int purge(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Parameters(paramLabel = "CHANNEL") String channel,
            @Mixin PurgeFlags extent,
            @Option(
                            names = "--keep-copy",
                            paramLabel = "FILE",
                            description = "Write what is removed to a new file first.")
                    @Nullable Path copy) {
        return dialog.guarded(() -> {
            if (copy == null) {
                return dialog.change(flags, how, request("POST", channel, "/purge", extent.body()));
            }
            KeptCopy kept = new KeptCopy(dialog, flags);
            long upTo = extent.lastOf(kept.lastOf(channel));
            if (upTo < 1) {
                dialog.console().line("There is nothing to remove.");
                return Dialog.DONE;
            }
            String exactly = new JsonLine().with("upTo", upTo).end(); // what is copied
            return dialog.change(
                    flags,
                    how,
                    request("POST", channel, "/purge", exactly),
                    () -> kept.ofOldest(channel, upTo, copy));
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
                    boolean kick,
            @Option(
                            names = "--keep-copy",
                            paramLabel = "FILE",
                            description =
                                    "Write its messages, durables and durable groups to a new file"
                                            + " first; import puts them back. Nothing is deleted if somebody"
                                            + " publishes meanwhile.")
                    @Nullable Path copy) {
        String query = "?kick=" + kick;
        return dialog.guarded(() -> {
            if (copy == null) {
                return dialog.change(flags, how, request("DELETE", channel, query, ""));
            }
            KeptCopy kept = new KeptCopy(dialog, flags);
            long last = kept.lastOf(channel);
            return dialog.change(
                    flags,
                    how,
                    request("DELETE", channel, query + "&last=" + last, ""),
                    () -> kept.ofChannel(channel, last, copy));
        });
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
