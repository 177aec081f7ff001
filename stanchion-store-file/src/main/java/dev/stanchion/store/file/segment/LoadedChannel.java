package dev.stanchion.store.file.segment;

import java.util.List;

/**
 * What a channel's directory holds, and what it should hold and has no room for.
 *
 * @param segments in order
 * @param files where more is written
 * @param keptFrom the first sequence that the channel keeps
 * @param head what of the first segment is before that sequence
 * @param lastSequence that was ever given to a message, as far as its files know
 * @param rest what no file has room for
 */
public record LoadedChannel(
        List<SegmentInfo> segments,
        ChannelFiles files,
        long keptFrom,
        SegmentReads.Position head,
        long lastSequence,
        Rest rest) {
    public LoadedChannel {
        segments = List.copyOf(segments);
    }

    /**
     * What is in the commit log alone.
     *
     * @param commitFile the first one that has some of it
     */
    public record Rest(List<UnwrittenMessage> messages, long commitFile) {
        static final Rest NONE = new Rest(List.of(), 0);

        public Rest {
            messages = List.copyOf(messages);
        }

        /** Returns the last sequence of it; 0 if it is empty. */
        public long lastSequence() {
            return messages.isEmpty() ? 0 : messages.get(messages.size() - 1).sequence();
        }
    }
}
