package dev.stanchion.cli.admin;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.exchange.BrokenExportException;
import dev.stanchion.cli.exchange.ExportLine;
import dev.stanchion.cli.exchange.ExportReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the messages of a file into a server, some at a time. The server refuses them if somebody
 * else publishes to the channel meanwhile. It holds what one request has.
 */
final class MessageImport {
    private static final int AT_ONCE = 500;
    private static final int AT_ONCE_CHARS = 512 * 1024;
    private static final int MOST_POSITIONS = 1000;

    private final ApiFlags flags;
    private final ApiClient client;
    private final ImportScan plan;
    private final Progress progress;
    private final List<String> lines = new ArrayList<>();
    private final List<String> positions = new ArrayList<>();
    private int chars;
    private @Nullable ImportedChannel channel;
    private long lastInFile;
    private long done;
    private long created;

    MessageImport(ApiFlags flags, ApiClient client, ImportScan plan, Progress progress) {
        this.flags = flags;
        this.client = client;
        this.plan = plan;
        this.progress = progress;
    }

    /** Returns how many messages are put. */
    long done() {
        return done;
    }

    /** Returns how many positions were in what was put. */
    long created() {
        return created;
    }

    void run(Path file) throws IOException {
        try (ExportReader reader = ExportReader.open(file)) {
            ExportLine line = reader.next();
            while (line != null) {
                take(line);
                line = reader.next();
            }
        }
        endChannel();
    }

    private void take(ExportLine line) {
        switch (line.kind()) {
            case EXPORT, END, SERVER, CLIENT, SUBSCRIPTION, THROUGH, DAMAGED -> {}
            case CHANNEL -> {
                endChannel();
                channel = plan.channel(line.channel());
            }
            case MESSAGE -> {
                ImportedChannel into = channel(line);
                if (line.numberOf("sequence") > into.leftOutUpTo()) {
                    add(line);
                }
            }
            case POSITION -> {
                channel(line);
                sendMessages();
                positions.add(line.text());
                if (positions.size() == MOST_POSITIONS) {
                    sendPositions();
                }
            }
        }
    }

    private ImportedChannel channel(ExportLine line) {
        ImportedChannel into = channel;
        if (into == null || !into.name().equals(line.channel())) {
            throw new BrokenExportException("the file has changed since the plan");
        }
        return into;
    }

    private void add(ExportLine line) {
        boolean isFull = lines.size() == AT_ONCE || chars + line.text().length() > AT_ONCE_CHARS;
        if (isFull) {
            sendMessages();
        }
        lines.add(line.text());
        chars += line.text().length();
        lastInFile = line.numberOf("sequence");
    }

    private void endChannel() {
        if (channel != null) {
            sendMessages();
            sendPositions();
        }
    }

    private void sendMessages() {
        ImportedChannel into = channel;
        if (lines.isEmpty() || into == null) {
            return;
        }
        String body =
                "{\"renumber\":%b,\"behind\":%d,\"messages\":[%s]}"
                        .formatted(plan.renumbers(), into.last(), String.join(",", lines));
        ApiClient.Answer answer =
                send(
                        new ApiClient.Request(
                                "POST",
                                "/channels/" + ApiClient.encoded(into.name()) + "/import",
                                body));
        if (!answer.isSuccess()) {
            RefusedException why = RefusedException.of(answer);
            throw new RefusedException(
                    "%,d messages are imported; then, of %s: %s"
                            .formatted(done, into.name(), why.getMessage()),
                    plan.renumbers()
                            ? why.remedy()
                            : "Mend that, and go on with --resume. " + why.remedy());
        }
        done += lines.size();
        into.reached(JsonTree.text(JsonTree.of(answer), "sequence"));
        progress.at("%s: up to %,d of %,d".formatted(into.name(), lastInFile, into.lastInFile()));
        lines.clear();
        chars = 0;
    }

    private void sendPositions() {
        ImportedChannel into = channel;
        if (positions.isEmpty() || into == null) {
            return;
        }
        ApiClient.Answer answer = send(PositionLines.request(into.name(), positions));
        if (!answer.isSuccess()) {
            RefusedException why = RefusedException.of(answer);
            throw new RefusedException(
                    "The positions of %s are not imported: %s"
                            .formatted(into.name(), why.getMessage()),
                    "Mend that, and go on with --resume. " + why.remedy());
        }
        created += positions.size();
        positions.clear();
    }

    private ApiClient.Answer send(ApiClient.Request request) {
        return Dialog.send(flags, client, request, "*");
    }
}
