package dev.stanchion.cli.admin;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.cli.api.ChannelNames;
import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.exchange.ExportLine.Kind;
import dev.stanchion.cli.exchange.ExportWriter;
import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.JsonLine;
import dev.stanchion.protocol.ParkedNote;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/**
 * Writes the messages of channels into a file, page by page. A channel is written up to the message
 * that is its last when its turn comes. Positions are asked for before, so they are never ahead of
 * the messages.
 */
final class MessageExport {
    private static final String NEXT = "Stanchion-Next";
    private static final String LAST = "Stanchion-Last-Sequence";

    private final ApiFlags flags;
    private final ApiClient client;
    private final Console console;
    private final Progress progress;
    private long messages;
    private long positions;

    /**
     * The channels and messages that a user wants to export.
     *
     * @param channels empty for all
     * @param withPositions whether durables and durable groups are exported, too
     * @param from the first sequence of each channel
     * @param upTo the last sequence of each channel
     */
    record Wanted(List<String> channels, boolean withPositions, long from, long upTo) {
        Wanted {
            channels = List.copyOf(channels);
        }
    }

    MessageExport(ApiFlags flags, ApiClient client, Console console) {
        this.flags = flags;
        this.client = client;
        this.console = console;
        this.progress = new Progress(console);
    }

    /**
     * Returns which channels are exported.
     *
     * @throws RefusedException if one does not exist
     */
    List<String> channels(Wanted wanted) {
        wanted.channels().forEach(this::facts);
        return wanted.channels().isEmpty() ? all() : wanted.channels();
    }

    private Map<String, Object> facts(String channel) {
        try {
            return JsonTree.of(get("/channels/" + ApiClient.encoded(channel)));
        } catch (ApiException failed) {
            throw new RefusedException(channel + ": " + failed.getMessage(), failed.remedy());
        }
    }

    /**
     * Writes everything.
     *
     * @param channels what {@link #channels} has returned
     * @throws RefusedException if the server refuses a request
     */
    void write(Wanted wanted, List<String> channels, Writer out) throws IOException {
        ExportWriter export = new ExportWriter(out);
        export.begin(JsonTree.of(get("/server")));
        List<Map<String, Object>> definitions =
                wanted.withPositions()
                        ? JsonTree.objects(JsonTree.of(get("/definitions")), "channels")
                        : List.of();
        for (String channel : channels) {
            channel(channel, wanted, export);
            for (Map<String, Object> definition : definitions) {
                if (JsonTree.text(definition, "name").equals(channel)) {
                    positions(channel, JsonTree.objects(definition, "positions"), export);
                }
            }
        }
        export.end(channels.size(), messages, positions);
        console.remark(
                "%s of %s, and %s are exported."
                        .formatted(
                                Counted.of(messages, "message"),
                                Counted.of(channels.size(), "channel"),
                                Counted.of(positions, "position")));
    }

    private List<String> all() {
        return ChannelNames.all(path -> JsonTree.of(get(path))).stream()
                .filter(name -> !ParkedNote.isParkedChannel(name))
                .toList();
    }

    private void channel(String channel, Wanted wanted, ExportWriter out) throws IOException {
        String path = "/channels/" + ApiClient.encoded(channel);
        Map<String, Object> facts = facts(channel);
        long last = number(JsonTree.text(facts, "lastSequence"));
        long upTo = Math.min(wanted.upTo(), last);
        out.channel(channel, number(JsonTree.text(facts, "firstSequence")), last);
        long from = wanted.from();
        while (from > 0 && from <= upTo) {
            ApiClient.Answer page =
                    page(channel, path + "/export?from=" + from + "&upTo=" + upTo, from);
            if (number(page.header(LAST)) < upTo) {
                throw new RefusedException(
                        channel + " was deleted during the export.", "Export again.");
            }
            out.lines(page.text());
            messages += page.text().chars().filter(character -> character == '\n').count();
            from = number(page.header(NEXT));
            progress.at("%s: %,d of %,d".formatted(channel, from == 0 ? upTo : from - 1, upTo));
            if (console.isResultUnread()) {
                throw new IOException("nobody reads the export any more");
            }
        }
    }

    private ApiClient.Answer page(String channel, String path, long from) {
        try {
            return get(path);
        } catch (ApiException failed) {
            throw new RefusedException(
                    "%s is exported up to message %,d; then: %s"
                            .formatted(channel, from - 1, failed.getMessage()),
                    "Go on with another file: --from " + from);
        }
    }

    private void positions(String channel, List<Map<String, Object>> all, ExportWriter out)
            throws IOException {
        for (Map<String, Object> position : all) {
            JsonLine line =
                    new JsonLine()
                            .with("type", Kind.POSITION.text())
                            .with("channel", channel)
                            .with("kind", JsonTree.text(position, "kind"));
            for (String name : List.of("clientId", "durableName", "name")) {
                if (position.containsKey(name)) {
                    line.with(name, JsonTree.text(position, name));
                }
            }
            for (String name : List.of("nextSequence", "maxInFlight", "ackWaitSeconds")) {
                if (position.containsKey(name)) {
                    line.with(name, number(JsonTree.text(position, name)));
                }
            }
            out.line(line.end());
            positions++;
        }
    }

    private ApiClient.Answer get(String path) {
        ApiClient.Answer answer = Dialog.send(flags, client, ApiClient.Request.get(path), null);
        if (!answer.isSuccess()) {
            throw RefusedException.of(answer);
        }
        return answer;
    }

    private static long number(String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }
}
