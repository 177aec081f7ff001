package dev.stanchion.cli;

import dev.stanchion.cli.publish.WatchPlan;
import dev.stanchion.cli.publish.WatchedFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of {@code publish} for files that are published at each save. */
final class WatchFlags {
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    @Option(
            names = {"-w", "--watch"},
            paramLabel = "FILE",
            description =
                    "File to publish now and at each save, until Ctrl-C. Without CHANNEL:"
                            + " CHANNEL=FILE. Repeat it for further files. In a terminal, Enter"
                            + " publishes again, and q with Enter ends. The connection recovers by"
                            + " itself; an event whose answer is lost is sent again, and may be"
                            + " stored twice.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = DurationText.class,
            description =
                    "With --watch: publish again after this time, too. Default: only at saves")
    private @Nullable Duration every;

    @Option(
            names = "--only-changes",
            description =
                    "With --watch: leave out a save that changes nothing. Default: publish it,"
                            + " because saving is a request to publish")
    private boolean onlyChanges;

    @Option(
            names = "--raw",
            description =
                    "With --watch: publish content that is not JSON, too. Default: show the line"
                            + " and column of the error, and wait for the next save")
    private boolean raw;

    boolean isWatching() {
        return !files.isEmpty();
    }

    boolean isOnlyChanges() {
        return onlyChanges;
    }

    boolean isRaw() {
        return raw;
    }

    @Nullable Duration every() {
        return every;
    }

    List<WatchedFile> files(String channel) {
        return files.stream()
                .flatMap(file -> WatchedFile.parse(channel, file).stream())
                .distinct()
                .toList();
    }

    /** Tells what is wrong with the flags; null if nothing is. */
    @Nullable String defect(String channel) {
        if (!isWatching()) {
            return every != null || onlyChanges || raw
                    ? "--every, --only-changes and --raw need --watch"
                    : null;
        }
        if (files.size() > WatchPlan.MOST_FILES) {
            return "--watch: " + files.size() + " files (expected: at most 100)";
        }
        if (every != null && every.compareTo(SHORTEST_INTERVAL) < 0) {
            return "--every: expected at least 100ms";
        }
        return files.stream()
                .filter(file -> WatchedFile.parse(channel, file).isEmpty())
                .findFirst()
                .map(file ->
                        "--watch: '%s' (expected: CHANNEL=FILE, or a CHANNEL of the command)"
                                .formatted(file))
                .orElse(null);
    }
}
