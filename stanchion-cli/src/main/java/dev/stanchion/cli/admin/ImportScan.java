package dev.stanchion.cli.admin;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.exchange.BrokenExportException;
import dev.stanchion.cli.exchange.ExportLine;
import dev.stanchion.cli.exchange.ExportReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The plan of an import: reads the whole file once, and asks the server what it has of each
 * channel. Changes nothing.
 */
final class ImportScan {
    private static final int NOT_FOUND = 404;

    private final ApiFlags flags;
    private final ApiClient client;
    private final How how;
    private final Map<String, ImportedChannel> channels = new LinkedHashMap<>();
    private @Nullable ImportedChannel current;
    private @Nullable ExportLine end;
    private long sequence;
    private long messages;
    private long positions;

    /**
     * @param resumes whether what the server has already is left out
     * @param renumbers whether messages get new sequences
     * @param isCutTaken whether a file without an end is taken
     */
    record How(boolean resumes, boolean renumbers, boolean isCutTaken) {}

    ImportScan(ApiFlags flags, ApiClient client, How how) {
        this.flags = flags;
        this.client = client;
        this.how = how;
    }

    boolean renumbers() {
        return how.renumbers();
    }

    ImportedChannel channel(String name) {
        ImportedChannel found = channels.get(name);
        if (found == null) {
            throw new BrokenExportException("the file has changed since the plan");
        }
        return found;
    }

    /** Reads the file. */
    void read(Path file) throws IOException {
        try (ExportReader reader = ExportReader.open(file)) {
            ExportLine line = reader.next();
            while (line != null) {
                if (end != null) {
                    throw new BrokenExportException(
                            "line " + line.number() + ": there is a line behind the end");
                }
                take(line);
                line = reader.next();
            }
        }
        if (end == null && !how.isCutTaken()) {
            throw new BrokenExportException(
                    "the file has no end, so its export was interrupted; --incomplete takes what it"
                            + " has");
        }
    }

    private void take(ExportLine line) {
        if ((line.number() == 1) != (line.kind() == ExportLine.Kind.EXPORT)) {
            throw broken(line, "the first line of an export has type export, and no other");
        }
        switch (line.kind()) {
            case EXPORT -> {
                if (JsonTree.text(line.fields(), "content").equals("backup")) {
                    throw broken(line, "this is a backup; 'stanchion restore' takes it");
                }
                if (line.numberOf("format") != ExportLine.FORMAT) {
                    throw broken(
                            line,
                            "format %s (expected: %d); a newer version wrote it"
                                    .formatted(line.needed("format"), ExportLine.FORMAT));
                }
            }
            case CHANNEL -> begin(line);
            case MESSAGE -> {
                ImportedChannel into = current(line);
                long next = line.numberOf("sequence");
                if (next <= sequence) {
                    throw broken(line, "sequence " + next + " behind " + sequence);
                }
                sequence = next;
                into.found(next, line.needed("time"));
                messages++;
            }
            case POSITION -> {
                current(line);
                positions++;
            }
            case SERVER, CLIENT, SUBSCRIPTION, THROUGH, DAMAGED ->
                    throw broken(line, "a line of a backup, which 'stanchion restore' takes");
            case END -> {
                end = line;
                if (line.numberOf("messages") != messages
                        || line.numberOf("channels") != channels.size()
                        || line.numberOf("positions") != positions) {
                    throw broken(
                            line,
                            ("the file should have %s channels, %s messages and %s positions, but"
                                            + " has %d, %d and %d")
                                    .formatted(
                                            line.needed("channels"),
                                            line.needed("messages"),
                                            line.needed("positions"),
                                            channels.size(),
                                            messages,
                                            positions));
                }
            }
        }
    }

    private static BrokenExportException broken(ExportLine line, String what) {
        return new BrokenExportException("line " + line.number() + ": " + what);
    }

    private ImportedChannel current(ExportLine line) {
        ImportedChannel into = current;
        if (into == null || !into.name().equals(line.channel())) {
            throw broken(line, "it is not of the channel whose lines these are");
        }
        return into;
    }

    private void begin(ExportLine line) {
        String name = line.channel();
        ApiClient.Answer answer =
                send(ApiClient.Request.get("/channels/" + ApiClient.encoded(name)));
        if (!answer.isSuccess() && answer.status() != NOT_FOUND) {
            throw RefusedException.of(answer);
        }
        Map<String, Object> facts = answer.isSuccess() ? JsonTree.of(answer) : Map.of();
        ImportedChannel into =
                new ImportedChannel(
                        name,
                        !answer.isSuccess(),
                        number(facts, "messages"),
                        number(facts, "lastSequence"));
        if (how.resumes()) {
            into.leaveOutWhatIsThere();
        }
        if (channels.put(name, into) != null) {
            throw broken(line, "channel " + name + " comes twice");
        }
        current = into;
        sequence = 0;
    }

    private static long number(Map<String, Object> facts, String name) {
        String text = JsonTree.text(facts, name);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    /** Returns the plan, a sentence for each channel. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (ImportedChannel channel : channels.values()) {
            String there =
                    channel.isNew()
                            ? ", a new channel"
                            : channel.kept() == 0
                                    ? ", an empty channel"
                                    : ", which has %,d up to %,d"
                                            .formatted(channel.kept(), channel.last());
            String how =
                    channel.count() == 0
                            ? ""
                            : renumbers()
                                    ? " They get new sequences from %,d."
                                            .formatted(channel.last() + 1)
                                    : " They keep their sequences and times.";
            sentences.add(
                    "%,d messages (%,d to %,d) are put into %s%s.%s%s"
                            .formatted(
                                    channel.count(),
                                    Math.max(channel.firstInFile(), channel.leftOutUpTo() + 1),
                                    channel.lastInFile(),
                                    channel.name(),
                                    there,
                                    channel.leftOut() == 0
                                            ? ""
                                            : " It has %,d of the file already."
                                                    .formatted(channel.leftOut()),
                                    how));
        }
        if (positions > 0) {
            sentences.add(
                    "Of %,d positions, those that are missing are created.".formatted(positions));
        }
        return sentences;
    }

    /** Returns why the import would be refused; empty if it would not. */
    List<String> refusals() {
        return channels.values().stream().map(this::refusal).filter(Objects::nonNull).toList();
    }

    private @Nullable String refusal(ImportedChannel channel) {
        if (channel.count() + channel.leftOut() == 0 || renumbers()) {
            return null;
        }
        if (how.resumes()) {
            return isBeginning(channel)
                    ? null
                    : "Message %,d of %s is another one in the file, so it cannot be resumed."
                            .formatted(channel.last(), channel.name());
        }
        if (channel.kept() > 0) {
            return ("%s has messages. --resume leaves out those of the file that it has; --renumber"
                            + " appends all with new sequences.")
                    .formatted(channel.name());
        }
        return channel.firstInFile() > channel.last()
                ? null
                : ("%s is empty and has come to %,d, so message %,d cannot keep its sequence."
                                + " --renumber appends all with new sequences.")
                        .formatted(channel.name(), channel.last(), channel.firstInFile());
    }

    /** Returns whether the channel may be the beginning of what the file has. */
    private boolean isBeginning(ImportedChannel channel) {
        if (channel.kept() == 0 || channel.firstInFile() > channel.last()) {
            return true;
        }
        ApiClient.Answer answer =
                send(
                        ApiClient.Request.get(
                                "/channels/%s/messages/%d"
                                        .formatted(
                                                ApiClient.encoded(channel.name()),
                                                channel.last())));
        return answer.status() == NOT_FOUND
                || JsonTree.text(JsonTree.of(answer), "time").equals(channel.timeOfLast());
    }

    /** Returns a text that is the same as long as the plan is. */
    String state() {
        return importState().text();
    }

    /** Returns what is not as in the plan with that state, a line for each thing. */
    List<String> differences(String state) {
        return importState().differences(state);
    }

    private ImportState importState() {
        return ImportState.of(List.copyOf(channels.values()), how + " " + positions);
    }

    private ApiClient.Answer send(ApiClient.Request request) {
        return Dialog.send(flags, client, request, null);
    }
}
