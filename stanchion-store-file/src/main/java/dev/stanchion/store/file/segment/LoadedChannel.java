package dev.stanchion.store.file.segment;

import java.util.List;

/**
 * What a channel's directory holds.
 *
 * @param segments in order
 * @param files where more is written
 * @param keptFrom the first sequence that the channel keeps
 * @param head what of the first segment is before that sequence
 * @param lastSequence that was ever given to a message, as far as its files know
 */
public record LoadedChannel(
        List<SegmentInfo> segments,
        ChannelFiles files,
        long keptFrom,
        SegmentReads.Position head,
        long lastSequence) {
    public LoadedChannel {
        segments = List.copyOf(segments);
    }
}
