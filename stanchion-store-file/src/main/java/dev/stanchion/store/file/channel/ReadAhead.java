package dev.stanchion.store.file.channel;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The size of the next read: small for a single message, and growing for a subscriber that reads on
 * and on. Owned by the shard.
 */
final class ReadAhead {
    private static final int LEAST_BYTES = 64 * 1024;
    private static final int MAX_CHANNELS = 256;

    private final int mostBytes;
    private final Map<Object, Last> lasts =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Object, Last> eldest) {
                    return size() > MAX_CHANNELS;
                }
            };

    private record Last(long endSequence, int bytes) {}

    /**
     * @param mostBytes at least as much as one message may be is of use, but not needed
     */
    ReadAhead(int mostBytes) {
        this.mostBytes = Math.max(LEAST_BYTES, mostBytes);
    }

    int bytesFor(Object channel, long fromSequence) {
        Last last = lasts.get(channel);
        int bytes =
                last != null && last.endSequence() == fromSequence
                        ? Math.min(mostBytes, 2 * last.bytes())
                        : LEAST_BYTES;
        lasts.put(channel, new Last(-1, bytes));
        return bytes;
    }

    /** A read has come this far. */
    void hasRead(Object channel, long endSequence) {
        Last last = lasts.get(channel);
        if (last != null) {
            lasts.put(channel, new Last(endSequence, last.bytes()));
        }
    }

    void remove(Object channel) {
        lasts.remove(channel);
    }
}
