package dev.stanchion.cli.admin;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.exchange.ExportLine.Kind;
import dev.stanchion.cli.exchange.ExportWriter;
import dev.stanchion.cli.terminal.JsonLine;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Copies messages into a file before a change removes them, in the form of an export. */
final class KeptCopy {
    /** A larger copy is an export of its own. */
    private static final long MOST_BYTES = 1_000_000_000;

    private final Dialog dialog;
    private final ApiFlags flags;
    private final ApiClient client;

    KeptCopy(Dialog dialog, ApiFlags flags) {
        this.dialog = dialog;
        this.flags = flags;
        this.client = dialog.client(flags);
    }

    /** Copies the oldest messages of a channel. */
    void ofOldest(String channel, long upTo, Path file) {
        export(new MessageExport.Wanted(List.of(channel), false, 1, upTo), file);
    }

    /** Copies all messages of a channel, and where its durables and durable groups stand. */
    void ofChannel(String channel, long last, Path file) {
        export(new MessageExport.Wanted(List.of(channel), true, 1, last), file);
    }

    private void export(MessageExport.Wanted wanted, Path file) {
        try (Writer out = ExportTarget.create(file, MOST_BYTES)) {
            new MessageExport(flags, client, dialog.console())
                    .write(wanted, wanted.channels(), out);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Copies parked messages, with the reasons. A message that is parked twice is there once. */
    void ofParked(String channel, List<Long> sequences, Path file) {
        TreeMap<Long, List<Map<String, Object>>> bySequence = new TreeMap<>();
        for (long sequence : sequences) {
            Map<String, Object> message =
                    get("/channels/%s/parked/%d".formatted(ApiClient.encoded(channel), sequence));
            bySequence
                    .computeIfAbsent(
                            Long.parseLong(JsonTree.text(message, "originalSequence")),
                            ignored -> new ArrayList<>())
                    .add(message);
        }
        try (Writer out = ExportTarget.create(file, MOST_BYTES)) {
            ExportWriter export = new ExportWriter(out);
            export.begin(get("/server"));
            export.channel(channel, bySequence.firstKey(), bySequence.lastKey());
            for (List<Map<String, Object>> notes : bySequence.values()) {
                export.line(message(channel, notes));
            }
            export.end(1, bySequence.size(), 0);
        } catch (IOException e) {
            throw failed(file, e);
        }
        dialog.console()
                .remark(
                        "Copied %s to %s."
                                .formatted(Counted.of(bySequence.size(), "message"), file));
    }

    private static String message(String channel, List<Map<String, Object>> notes) {
        Map<String, Object> first = notes.getFirst();
        JsonLine line =
                new JsonLine()
                        .with("type", Kind.MESSAGE.text())
                        .with("channel", channel)
                        .with("sequence", Long.parseLong(JsonTree.text(first, "originalSequence")))
                        .with("time", JsonTree.text(first, "storedAt"));
        for (String name : List.of("reply", "data", "dataBase64")) {
            if (first.containsKey(name)) {
                line.with(name, JsonTree.text(first, name));
            }
        }
        String text = line.end();
        return "%s,\"parked\":[%s]}"
                .formatted(
                        text.substring(0, text.length() - 1),
                        String.join(",", notes.stream().map(KeptCopy::note).toList()));
    }

    private static String note(Map<String, Object> message) {
        return new JsonLine()
                .with("sequence", Long.parseLong(JsonTree.text(message, "sequence")))
                .with("position", JsonTree.text(message, "position"))
                .with("reason", JsonTree.text(message, "reason"))
                .with("attempts", Long.parseLong(JsonTree.text(message, "attempts")))
                .with("parkedAt", JsonTree.text(message, "parkedAt"))
                .with("lastHolder", JsonTree.text(message, "lastHolder"))
                .end();
    }

    private Map<String, Object> get(String path) {
        ApiClient.Answer answer = Dialog.send(flags, client, ApiClient.Request.get(path), null);
        if (!answer.isSuccess()) {
            throw RefusedException.of(answer);
        }
        return JsonTree.of(answer);
    }

    /** Returns the last sequence of a channel. */
    long lastOf(String channel) {
        Map<String, Object> facts = get("/channels/" + ApiClient.encoded(channel));
        return Long.parseLong(JsonTree.text(facts, "lastSequence"));
    }

    private static ApiException failed(Path file, IOException why) {
        return new ApiException(
                "The copy " + file + " cannot be written: " + FileProblem.of(why),
                "Nothing was changed.",
                why);
    }
}
