package dev.stanchion.crash.disk;

import java.util.ArrayList;
import java.util.List;

/**
 * A value as the page cache has it, as the platter has it, and all that it has been in between.
 *
 * @param <T> immutable, or never changed once given
 */
final class Versions<T> {
    private final List<T> unforced = new ArrayList<>();
    private final List<Long> changedAt = new ArrayList<>();
    private T cached;
    private T onPlatter;

    Versions(T value) {
        cached = value;
        onPlatter = value;
    }

    /** Returns the state that processes see. */
    T cached() {
        return cached;
    }

    void change(T value, long at) {
        cached = value;
        unforced.add(value);
        changedAt.add(at);
    }

    /** Returns the times of the changes that are not durable. */
    List<Long> changedAt() {
        return changedAt;
    }

    /** All changes reach the platter. */
    void force() {
        settle(unforced.size());
    }

    /** The given number of changes reaches the platter. The cache takes the others for written. */
    void settle(int surviving) {
        if (surviving > 0) {
            onPlatter = unforced.get(surviving - 1);
        }
        unforced.clear();
        changedAt.clear();
    }

    /** The cache drops the data that it takes for written, and reads it again on demand. */
    void evict() {
        if (unforced.isEmpty()) {
            cached = onPlatter;
        }
    }
}
