package dev.stanchion.transfer.gofile;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the sequences in a data file go back. The Go server gives sequences out again after it has
 * lost the index of the last messages: it appends the new messages behind the lost ones. The new
 * ones count.
 */
final class Restarts {
    private static final int MOST = 10_000;

    private final List<Restart> found = new ArrayList<>();
    private int next;

    private static final class Restart {
        private final long offset;

        /** The lowest sequence here or at a later restart. */
        private long lowest;

        Restart(long offset, long lowest) {
            this.offset = offset;
            this.lowest = lowest;
        }
    }

    /** Adds a restart. They come in the order of their offsets. */
    void add(long offset, long sequence) {
        for (int i = found.size() - 1; i >= 0 && found.get(i).lowest > sequence; i--) {
            found.get(i).lowest = sequence;
        }
        if (found.size() < MOST) {
            found.add(new Restart(offset, sequence));
        }
    }

    /** Returns whether a later message has this sequence. The offsets must be ascending. */
    boolean isSuperseded(long offset, long sequence) {
        while (next < found.size() && found.get(next).offset <= offset) {
            next++;
        }
        return next < found.size() && sequence >= found.get(next).lowest;
    }
}
