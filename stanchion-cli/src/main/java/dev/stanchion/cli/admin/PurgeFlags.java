package dev.stanchion.cli.admin;

import dev.stanchion.cli.terminal.JsonLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the oldest messages of a channel are removed. */
final class PurgeFlags {
    @Option(names = "--up-to", paramLabel = "SEQ", description = "Up to this sequence.")
    private @Nullable Long upTo;

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            description = "What was stored longer ago: 24h.")
    private @Nullable String olderThan;

    @Option(names = "--keep-last", paramLabel = "N", description = "All but the last N.")
    private @Nullable Long keepLast;

    @Option(names = "--all", description = "All messages.")
    private boolean all;

    /** Returns the body of the request. */
    String body() {
        requireOne();
        JsonLine body = new JsonLine();
        if (upTo != null) {
            body.with("upTo", upTo.longValue());
        } else if (olderThan != null) {
            body.with("olderThan", olderThan);
        } else if (keepLast != null) {
            body.with("keepLast", keepLast.longValue());
        } else {
            body.with("all", true);
        }
        return body.end();
    }

    private void requireOne() {
        int given =
                (upTo == null ? 0 : 1)
                        + (olderThan == null ? 0 : 1)
                        + (keepLast == null ? 0 : 1)
                        + (all ? 1 : 0);
        if (given != 1) {
            throw new WrongUsageException(
                    "one of --up-to, --older-than, --keep-last, --all is needed");
        }
    }

    /**
     * Returns the last sequence of them.
     *
     * @param last the last sequence of the channel
     */
    long lastOf(long last) {
        requireOne();
        if (olderThan != null) {
            throw new WrongUsageException("--keep-copy needs --up-to, --keep-last or --all");
        }
        if (upTo != null) {
            return Math.min(upTo, last);
        }
        return keepLast == null ? last : Math.max(0, last - keepLast);
    }
}
