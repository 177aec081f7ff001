package dev.stanchion.cli.admin;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.cli.terminal.JsonLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that change a client, or what is shown of findings. */
abstract class ClientCommands extends LookingCommands {
    ClientCommands(Dialog dialog) {
        super(dialog);
    }

    @Command(
            name = "kick",
            mixinStandardHelpOptions = true,
            description = {
                "Close a client as if its heartbeats had failed.",
                "The server sends what the client has not acknowledged to the other members of"
                        + " its groups at once."
            })
    public int kick(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Parameters(paramLabel = "CLIENT") String client,
            @Option(
                            names = "--block",
                            paramLabel = "TIME",
                            description = "Refuse the client ID for this time, at most 60m.")
                    @Nullable String block,
            @Option(names = "--disconnect", description = "Close its connection, too.")
                    boolean disconnect) {
        return dialog.guarded(() -> {
            JsonLine body = new JsonLine();
            if (block != null) {
                body.with("block", block);
            }
            if (disconnect) {
                body.with("disconnect", true);
            }
            return dialog.change(
                    flags,
                    how,
                    new ApiClient.Request(
                            "DELETE", "/clients/" + ApiClient.encoded(client), body.end()));
        });
    }

    @Command(
            name = "dismiss",
            mixinStandardHelpOptions = true,
            description = "Do not show a finding any more until it ends; findings shows the IDs.")
    public int dismiss(
            @Mixin ApiFlags flags,
            @Parameters(paramLabel = "ID") String finding,
            @Option(names = "--undo", description = "Show it again.") boolean undo) {
        return dialog.guarded(() ->
                dialog.act(
                        flags,
                        new ApiClient.Request(
                                "POST",
                                "/findings/" + ApiClient.encoded(finding) + "/dismiss",
                                undo ? "{\"dismissed\":false}" : "{}"),
                        undo ? "It is shown again." : "It is dismissed until it ends."));
    }

    @Command(
            name = "read-only",
            mixinStandardHelpOptions = true,
            description = {
                "Let the server refuse changes of all roles, or end that.",
                "Clients notice nothing. The next start of the server begins as its configuration"
                        + " says."
            })
    public int readOnly(@Mixin ApiFlags flags, @Parameters(paramLabel = "on|off") String value) {
        return dialog.guarded(() -> {
            boolean on =
                    switch (value) {
                        case "on" -> true;
                        case "off" -> false;
                        default ->
                                throw new WrongUsageException(
                                        "'%s' is neither on nor off".formatted(value));
                    };
            return dialog.act(
                    flags,
                    new ApiClient.Request(
                            "PUT", "/server/read-only", "{\"readOnly\":%s}".formatted(on)),
                    on ? "The server refuses changes now." : "The server takes changes again.");
        });
    }

    @Command(
            name = "reload",
            mixinStandardHelpOptions = true,
            description = {
                "Let the server read its configuration again, as SIGHUP does.",
                "The plan says which settings change, and which need a restart."
            })
    public int reload(@Mixin ApiFlags flags, @Mixin ChangeFlags how) {
        return dialog.guarded(() ->
                dialog.change(flags, how, new ApiClient.Request("POST", "/server/reload", "{}")));
    }

    @Command(
            name = "unblock",
            mixinStandardHelpOptions = true,
            description = "Let a client ID connect again.")
    public int unblock(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Parameters(paramLabel = "CLIENT") String client) {
        return dialog.guarded(() ->
                dialog.change(
                        flags,
                        how,
                        new ApiClient.Request(
                                "POST",
                                "/clients/" + ApiClient.encoded(client) + "/unblock",
                                "{}")));
    }
}
