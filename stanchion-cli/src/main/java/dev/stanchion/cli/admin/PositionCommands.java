package dev.stanchion.cli.admin;

import dev.stanchion.cli.terminal.JsonLine;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that change a position of a channel. */
abstract class PositionCommands extends ChannelCommands {
    PositionCommands(Dialog dialog) {
        super(dialog);
    }

    @Command(
            name = "move",
            mixinStandardHelpOptions = true,
            description = "Move a durable or a durable group forward or back.")
    public int move(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Mixin PositionFlags position,
            @Parameters(paramLabel = "CHANNEL") String channel,
            @Option(
                            names = "--to",
                            paramLabel = "PLACE",
                            required = true,
                            description =
                                    "first, last, a sequence, +N, -N, or a time:"
                                            + " 2026-12-01T10:00:00Z.")
                    String to,
            @Option(
                            names = "--keep-in-flight",
                            description = "Keep unacknowledged messages before the new place.")
                    boolean keepInFlight) {
        return dialog.guarded(() ->
                dialog.change(
                        flags,
                        how,
                        request(
                                "PUT",
                                channel,
                                position.pathOrThrow() + "/position",
                                Places.moveBody(to, keepInFlight))));
    }

    @Command(
            name = "skip",
            mixinStandardHelpOptions = true,
            description = {
                "Settle single messages of a position as if they were acknowledged, or park"
                        + " them."
            })
    public int skip(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Mixin PositionFlags position,
            @Parameters(index = "0", paramLabel = "CHANNEL") String channel,
            @Parameters(index = "1..*", paramLabel = "SEQ", arity = "1..*") List<Long> sequences,
            @Option(
                            names = "--park",
                            description =
                                    "Store them in CHANNEL.parked first, to redrive or drop them.")
                    boolean park,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            description = "With --park: why, for the list of parked messages.")
                    @Nullable String reason) {
        return dialog.guarded(() -> {
            if (reason != null && !park) {
                throw new WrongUsageException("--reason needs --park");
            }
            return dialog.change(
                    flags,
                    how,
                    request(
                            "POST",
                            channel,
                            position.pathOrThrow() + "/skip",
                            park ? parking(sequences, reason) : sequences(sequences)));
        });
    }

    private static String parking(List<Long> sequences, @Nullable String reason) {
        JsonLine body = new JsonLine().with("park", true);
        if (reason != null) {
            body.with("reason", reason);
        }
        String rest = body.end().strip().substring(1);
        String listed = sequences(sequences);
        return listed.substring(0, listed.length() - 1) + "," + rest;
    }

    @Command(
            name = "redeliver",
            mixinStandardHelpOptions = true,
            description = "Send unacknowledged messages of a position again now.")
    public int redeliver(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Mixin PositionFlags position,
            @Parameters(index = "0", paramLabel = "CHANNEL") String channel,
            @Parameters(index = "1..*", paramLabel = "SEQ", arity = "0..*")
                    @Nullable List<Long> sequences) {
        return dialog.guarded(() ->
                dialog.change(
                        flags,
                        how,
                        request(
                                "POST",
                                channel,
                                position.pathOrThrow() + "/redeliver",
                                sequences == null ? "{}" : sequences(sequences))));
    }

    private static String sequences(List<Long> sequences) {
        return "{\"sequences\":"
                + "["
                + String.join(",", sequences.stream().map(String::valueOf).toList())
                + "]}";
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = {
                "Stop deliveries of a channel, or of one position.",
                "Publishing goes on, and acknowledgements count."
            })
    public int pause(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Mixin PositionFlags position,
            @Parameters(paramLabel = "CHANNEL") String channel,
            @Option(names = "--for", paramLabel = "TIME", description = "How long: 10m.")
                    @Nullable String length,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for others.")
                    @Nullable String reason) {
        return dialog.guarded(() -> {
            JsonLine body = new JsonLine();
            if (length != null) {
                body.with("for", length);
            }
            if (reason != null) {
                body.with("reason", reason);
            }
            return dialog.change(
                    flags, how, request("POST", channel, path(position) + "/pause", body.end()));
        });
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "End a pause of a channel, or of one position.")
    public int resume(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Mixin PositionFlags position,
            @Parameters(paramLabel = "CHANNEL") String channel) {
        return dialog.guarded(() ->
                dialog.change(
                        flags, how, request("POST", channel, path(position) + "/resume", "{}")));
    }

    @Command(
            name = "delete-durable",
            mixinStandardHelpOptions = true,
            description = "Delete a durable as its client would by unsubscribing.")
    public int deleteDurable(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Parameters(index = "0", paramLabel = "CHANNEL") String channel,
            @Parameters(index = "1", paramLabel = "CLIENT/NAME") String durable,
            @Option(names = "--kick", description = "Close the client that uses it.")
                    boolean kick) {
        return dialog.guarded(() -> {
            PositionFlags position = PositionFlags.ofDurable(durable);
            return delete(flags, how, channel, position, kick);
        });
    }

    @Command(
            name = "delete-group",
            mixinStandardHelpOptions = true,
            description = "Delete a queue group as its last member would by unsubscribing.")
    public int deleteGroup(
            @Mixin ApiFlags flags,
            @Mixin ChangeFlags how,
            @Parameters(index = "0", paramLabel = "CHANNEL") String channel,
            @Parameters(index = "1", paramLabel = "GROUP") String group,
            @Option(names = "--kick", description = "Close the clients that use it.")
                    boolean kick) {
        return dialog.guarded(() -> {
            PositionFlags position = PositionFlags.ofGroup(group);
            return delete(flags, how, channel, position, kick);
        });
    }

    private int delete(
            ApiFlags flags, ChangeFlags how, String channel, PositionFlags position, boolean kick) {
        String path = position.pathOrThrow() + (kick ? "?kick=true" : "");
        return dialog.change(flags, how, request("DELETE", channel, path, ""));
    }

    private static String path(PositionFlags position) {
        String path = position.path();
        return path == null ? "" : path;
    }
}
