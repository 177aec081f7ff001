package dev.stanchion.cli.publish;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * What {@code publish --watch} does. Immutable.
 *
 * @param everyNanos after how long all files are published again without a save; empty for never
 * @param most the number of publishes after which the command ends; empty for no end
 * @param filling fills in placeholders
 * @param isRaw whether content that is not JSON is published, too
 * @param isOnlyChanges whether a save that changes nothing is left out
 * @param isDryRun whether nothing is sent
 */
public record WatchPlan(
        List<WatchedFile> files,
        OptionalLong everyNanos,
        OptionalLong most,
        UnaryOperator<byte[]> filling,
        boolean isRaw,
        boolean isOnlyChanges,
        boolean isDryRun) {
    /** The bound of files in one command. */
    public static final int MOST_FILES = 100;

    public WatchPlan {
        files = List.copyOf(files);
    }
}
