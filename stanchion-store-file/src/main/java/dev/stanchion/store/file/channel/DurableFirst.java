package dev.stanchion.store.file.channel;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where a log begins once all that is under way is lost. A message that is appended pushes older
 * ones out at once, but is perhaps never stored; until it is durable they must stay on the disk, or
 * a channel that keeps one message would be left with none. Owned by the channel's shard.
 */
final class DurableFirst {
    private final Deque<Committed> committed = new ArrayDeque<>();
    private long sequence;

    /** Once everything up to a sequence is durable, the log begins at {@code first}. */
    private record Committed(long upTo, long first) {}

    DurableFirst(long sequence) {
        this.sequence = sequence;
    }

    /** Returns the first sequence that is not given up, whatever happens. */
    long sequence() {
        return sequence;
    }

    /**
     * Gives up everything before this sequence for another reason than messages that are under way.
     */
    void advance(long first) {
        sequence = Math.max(sequence, first);
    }

    /** Messages were committed, the last of which made the log begin where it does now. */
    void committed(long upTo, long first) {
        Committed last = committed.peekLast();
        if (first > (last == null ? sequence : last.first())) {
            committed.add(new Committed(upTo, first));
        }
    }

    /**
     * Everything up to a sequence is durable. Returns whether the log begins later because of that.
     */
    boolean reached(long durable) {
        long before = sequence;
        for (Committed next = committed.peek();
                next != null && next.upTo() <= durable;
                next = committed.peek()) {
            committed.remove();
            advance(next.first());
        }
        return sequence != before;
    }

    /** Committed messages that are not durable are lost. */
    void forgetCommitted() {
        committed.clear();
    }
}
