package dev.stanchion.store.file.segment;

import java.util.List;

/**
 * The content of a channel's directory, and the messages that have no room there.
 *
 * @param segments in order
 * @param files the writer of further messages
 * @param keptFrom the first sequence that the channel keeps
 * @param head the part of the first segment before that sequence
 * @param lastSequence the last sequence that was ever given to a message, as far as its files know
 * @param rest the messages that no file has room for
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
     * The messages that only the commit log has.
     *
     * @param commitFile the first file with some of them
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
