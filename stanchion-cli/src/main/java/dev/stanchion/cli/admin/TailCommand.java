package dev.stanchion.cli.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.terminal.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the messages of a channel as they come. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = {
            "Show messages as they come, without being a client: no position moves, and no"
                    + " client notices.",
            "At most 200 messages come in a second, and of each the first 256 bytes; peek"
                    + " shows a whole message. Ctrl-C ends it."
        })
final class TailCommand implements Callable<Integer> {
    private static final int MOST_TRIES = 10;
    private static final int OK = 200;

    @Mixin private final ApiFlags flags = new ApiFlags();

    @Parameters(paramLabel = "CHANNEL")
    private String channel = "";

    @Option(
            names = "--from",
            paramLabel = "PLACE",
            description = "last (only what comes from now on), first, or a sequence.")
    private @Nullable String from;

    @Option(names = "--limit", paramLabel = "N", description = "End after so many messages.")
    private @Nullable Long limit;

    @Option(
            names = "--contains",
            paramLabel = "TEXT",
            description = "Only messages with this text.")
    private @Nullable String contains;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "Only messages with --equals here: $.id")
    private @Nullable String path;

    @Option(
            names = "--equals",
            paramLabel = "TEXT",
            description = "Only messages with this value at --path.")
    private @Nullable String equal;

    private final Dialog dialog;
    private final Console console;
    private final Map<String, String> environment;
    private String lastId = "";
    private long shown;
    private boolean hasEnded;

    TailCommand(Dialog dialog, Console console, Map<String, String> environment) {
        this.dialog = dialog;
        this.console = console;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return dialog.guarded(this::tail);
    }

    private int tail() {
        if (limit != null && limit < 1) {
            throw new WrongUsageException("--limit: " + limit + " (expected: at least 1)");
        }
        ApiClient client = Login.client(flags, environment);
        int tries = 0;
        while (true) {
            try (ApiClient.Events events = client.open(query(), lastId)) {
                if (events.status() != OK) {
                    String text = new String(events.content().readAllBytes(), UTF_8);
                    return dialog.problem(flags, new ApiClient.Answer(events.status(), text));
                }
                tries = 0;
                read(events);
            } catch (IOException lost) {
                if (++tries > MOST_TRIES || (lastId.isEmpty() && tries > 1)) {
                    throw Dialog.noServer(flags, lost);
                }
            }
            if (hasEnded || console.isResultUnread()) {
                return Dialog.DONE;
            }
            console.remark("The connection is lost; trying again.");
            if (!waited()) {
                return Dialog.FAILED;
            }
        }
    }

    private static boolean waited() {
        try {
            TimeUnit.SECONDS.sleep(1);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String query() {
        List<String> parts = new ArrayList<>();
        add(parts, "from", from == null ? null : Places.inQuery(from));
        add(parts, "contains", contains);
        add(parts, "path", path);
        add(parts, "equals", equal);
        String base = "/channels/" + ApiClient.encoded(channel) + "/tail";
        return parts.isEmpty() ? base : base + "?" + String.join("&", parts);
    }

    private static void add(List<String> parts, String name, @Nullable String value) {
        if (value != null) {
            parts.add(name + "=" + ApiClient.encoded(value));
        }
    }

    /** Reads to the end of the stream, or of what is wanted. */
    private void read(ApiClient.Events events) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(events.content(), UTF_8));
        String name = "";
        String id = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("data: ")) {
                show(name, line.substring("data: ".length()));
                lastId = id.isEmpty() ? lastId : id;
                id = "";
            }
            if (hasEnded || console.isResultUnread()) {
                return;
            }
        }
    }

    private void show(String name, String data) {
        Map<String, Object> content = JsonTree.object(data);
        switch (name) {
            case "message" -> {
                console.line(flags.json() ? data : line(content));
                hasEnded = limit != null && ++shown >= limit;
            }
            case "skipped" ->
                    console.warning(
                            JsonTree.text(content, "skipped") + " messages are left out here.");
            case "ended" -> {
                console.remark("The server has ended it: " + JsonTree.text(content, "reason"));
                hasEnded = true;
            }
            default -> console.warning(JsonTree.text(content, "unavailable"));
        }
    }

    private static String line(Map<String, Object> message) {
        String text = JsonTree.text(message, "data");
        String bytes = JsonTree.text(message, "dataBase64");
        boolean isCut = JsonTree.text(message, "isWhole").equals("false");
        return "%s  %s  %s%s"
                .formatted(
                        JsonTree.text(message, "sequence"),
                        JsonTree.text(message, "time"),
                        bytes.isEmpty() ? text.replace('\n', ' ') : "base64:" + bytes,
                        isCut ? "… (" + JsonTree.text(message, "size") + " bytes)" : "");
    }
}
