package dev.stanchion.activity.witness;

import io.netty.util.collection.LongObjectHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages of clients in order of arrival, until they are settled or too old. If they take too much
 * memory, the oldest are forgotten. Owned by the witness. Adding and settling take constant time.
 *
 * <p>A list whose elements are linked, and a map from the key of each.
 */
final class Ring {
    private final long maxBytes;
    private final long keepNanos;
    private final LongObjectHashMap<KeptMessage> byKey = new LongObjectHashMap<>();
    private @Nullable KeptMessage first;
    private @Nullable KeptMessage last;
    private int size;
    private long bytes;
    private long overflowed;

    Ring(long maxBytes, long keepNanos) {
        this.maxBytes = maxBytes;
        this.keepNanos = keepNanos;
    }

    int size() {
        return size;
    }

    long bytes() {
        return bytes;
    }

    /** Returns how many messages were forgotten because there was no room. */
    long overflowed() {
        return overflowed;
    }

    /** Returns the oldest message; null if there is none. */
    @Nullable KeptMessage first() {
        return first;
    }

    /** Returns whether the same message is in the ring: one with this key in this channel. */
    boolean has(long key, long channelSeed) {
        return key != KeptMessage.NO_KEY && find(key, channelSeed) != null;
    }

    private @Nullable KeptMessage find(long key, long channelSeed) {
        KeptMessage found = byKey.get(key);
        while (found != null && found.channelSeed() != channelSeed) {
            found = found.twin;
        }
        return found;
    }

    /** Adds a message that the ring does not have. */
    void add(KeptMessage message) {
        KeptMessage before = last;
        message.previous = before;
        if (before == null) {
            first = message;
        } else {
            before.next = message;
        }
        last = message;
        size++;
        bytes += message.bytes();
        if (message.key() != KeptMessage.NO_KEY) {
            message.twin = byKey.put(message.key(), message);
        }
        while (bytes > maxBytes && first != null) {
            overflowed++;
            remove(first);
        }
    }

    /** Forgets a message of one channel. Returns whether it was there. */
    boolean settle(long key, long channelSeed) {
        KeptMessage found = find(key, channelSeed);
        if (found != null) {
            remove(found);
        }
        return found != null;
    }

    /** Forgets all messages with a key. Returns whether there was one. */
    boolean settle(long key) {
        boolean was = false;
        for (KeptMessage each = byKey.get(key); each != null; each = byKey.get(key)) {
            was = true;
            remove(each);
        }
        return was;
    }

    /** Forgets what is too old. */
    void expire(long nowNanos) {
        while (first != null && nowNanos - first.arrivedNanos() >= keepNanos) {
            remove(first);
        }
    }

    /** Returns the oldest message and forgets it; null if there is none. */
    @Nullable KeptMessage poll() {
        KeptMessage oldest = first;
        if (oldest != null) {
            remove(oldest);
        }
        return oldest;
    }

    void forEach(Consumer<KeptMessage> each) {
        for (KeptMessage at = first; at != null; at = at.next) {
            each.accept(at);
        }
    }

    void clear() {
        byKey.clear();
        first = null;
        last = null;
        size = 0;
        bytes = 0;
    }

    private void remove(KeptMessage message) {
        KeptMessage before = message.previous;
        KeptMessage behind = message.next;
        if (before == null) {
            first = behind;
        } else {
            before.next = behind;
        }
        if (behind == null) {
            last = before;
        } else {
            behind.previous = before;
        }
        size--;
        bytes -= message.bytes();
        if (message.key() != KeptMessage.NO_KEY) {
            unmap(message);
        }
    }

    @SuppressWarnings("ReferenceEquality") // one object among those with its key
    private void unmap(KeptMessage message) {
        KeptMessage at = byKey.get(message.key());
        if (at == message) {
            if (message.twin == null) {
                byKey.remove(message.key());
            } else {
                byKey.put(message.key(), message.twin);
            }
            return;
        }
        while (at != null && at.twin != message) {
            at = at.twin;
        }
        if (at != null) {
            at.twin = message.twin;
        }
    }
}
