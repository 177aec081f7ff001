package dev.stanchion.transfer;

/**
 * Guards what a target has of a source that may have lost it, as a memory store does when its
 * server ends. What the target has may then exist nowhere else, so nothing of it is deleted, and
 * nothing is written behind it that does not belong there.
 *
 * @param isPossible whether the source can lose its messages
 */
record OnlyCopy(boolean isPossible) {
    static OnlyCopy of(Source source) {
        return new OnlyCopy(source.mayForget());
    }

    /**
     * Checks that messages of the target may be deleted.
     *
     * @throws TransferException if they may exist nowhere else
     */
    void requireExpendable(String channel) {
        if (isPossible) {
            throw new TransferException(
                    "the target has messages of channel %s that the server does not have any more"
                                    .formatted(channel)
                            + ": it was started again, or its limits have removed them",
                    "To keep them, complete the target with 'stanchion import' and --complete, or"
                            + " name another target. To have what the server has now, delete this"
                            + " target first.");
        }
    }

    /**
     * Returns what sees each message before it is written: nothing is written behind messages of a
     * copy that did not end if they are not those of the source.
     */
    MessageSink before(ChannelFilling filling, String channel, MessageSink next) {
        if (!filling.isContinued() || !isPossible) {
            return next;
        }
        boolean[] isCompared = {false};
        return message -> {
            if (!isCompared[0] && !filling.hasKept(message.sequence())) {
                isCompared[0] = true;
                if (!filling.holdsAll()) {
                    requireExpendable(channel);
                }
            }
            next.onMessage(message);
        };
    }

    /** Returns whether a channel does not know any more that it gave a sequence out. */
    boolean isForgotten(SourceChannel channel, long last) {
        return isPossible && channel.lastSequence() < last;
    }
}
