package dev.stanchion.store.jetstream.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Messages that wait no longer, for those that come next. A message waits for the cluster for
 * milliseconds, and thousands of them do at the same time. So if each was made anew, most of them
 * would move to the old generation of the heap, which grows to the limit of the JVM before it is
 * collected. All channels of a shard share them. Owned by the shard.
 */
public final class SpareMessages {
    /** As many as four publishers with the usual window have under way. They take 20 MiB. */
    static final int MOST = 64 * 1024;

    /** Longer headers, of parked messages or long names, are not kept. */
    static final int MOST_HEADER_BYTES = 512;

    private final List<Waiting> spare = new ArrayList<>();

    /** Returns a message that the caller makes the next one. */
    Waiting take() {
        return spare.isEmpty() ? new Waiting() : spare.removeLast();
    }

    /** Takes back a message that waits no longer, and that its writer does not know any more. */
    void giveBack(Waiting message) {
        message.forgetBytes();
        if (spare.size() < MOST && message.outgoing().headerCapacity() <= MOST_HEADER_BYTES) {
            spare.add(message);
        }
    }

    int size() {
        return spare.size();
    }
}
