package dev.stanchion.store.file.check;

/**
 * What is there of one channel. Immutable.
 *
 * @param messageCount that can be read, also those that limits have removed and whose files are
 *     still there
 * @param inCommitLog how many of them are in no segment yet
 * @param firstSequence 0 if there is no message
 * @param keptFrom the first sequence that limits have not removed, as far as it was recorded
 */
public record ChannelSummary(
        String name,
        long number,
        int segments,
        long messageCount,
        long inCommitLog,
        long messageBytes,
        long firstSequence,
        long lastSequence,
        long keptFrom,
        int subscriptions) {}
