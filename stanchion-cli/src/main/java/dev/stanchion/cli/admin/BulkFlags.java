package dev.stanchion.cli.admin;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.cli.terminal.JsonLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which parked messages of a channel are meant, if not single ones, and how fast they go. */
final class BulkFlags {
    @Option(
            names = "--all",
            description = "All that are parked now; with a filter, those that fit.")
    private boolean all;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "Only messages of this queue group.")
    private @Nullable String group;

    @Option(
            names = "--durable",
            paramLabel = "CLIENT/NAME",
            description = "Only messages of this durable.")
    private @Nullable String durable;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Only messages whose reason contains this text.")
    private @Nullable String reason;

    @Option(
            names = "--max-per-second",
            paramLabel = "N",
            description = "How many a job sends in a second. Default: 100")
    private @Nullable Integer maxPerSecond;

    @Option(names = "--no-wait", description = "Do not wait for the end of the job.")
    private boolean noWait;

    /** Returns whether more than single messages are meant. */
    boolean isGiven() {
        return all || group != null || durable != null || reason != null;
    }

    boolean isWaiting() {
        return !noWait;
    }

    /** Returns the query of a request that drops messages. */
    String query() {
        if (maxPerSecond != null) {
            throw new WrongUsageException("--max-per-second is for redrive only");
        }
        return "?all=true"
                + parameter("group", group)
                + parameter("durable", durable)
                + parameter("reason", reason);
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + ApiClient.encoded(value);
    }

    /** Returns the members of the request. */
    String members() {
        JsonLine line = new JsonLine();
        if (group != null) {
            line.with("group", group);
        }
        if (durable != null) {
            line.with("durable", durable);
        }
        if (reason != null) {
            line.with("reason", reason);
        }
        String members = line.end();
        String texts = members.substring(1, members.length() - 1);
        return "\"all\":true"
                + (texts.isEmpty() ? "" : "," + texts)
                + (maxPerSecond == null ? "" : ",\"maxPerSecond\":" + maxPerSecond);
    }
}
