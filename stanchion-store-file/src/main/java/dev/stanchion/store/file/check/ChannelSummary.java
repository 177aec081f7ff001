package dev.stanchion.store.file.check;

/**
 * The content of one channel. Immutable.
 *
 * @param messageCount the readable messages, including removed ones whose files still exist
 * @param inCommitLog the number of them that are in no segment yet
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
