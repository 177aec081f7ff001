package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.log.MessageRun;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;

/**
 * The runs of a channel that are not in segments yet, in the memory in which they were appended.
 * For one thread at a time.
 */
final class WaitingRuns {
    /** A number behind that of every file of the commit log. */
    static final long NO_FILE = Long.MAX_VALUE;

    private final Deque<MessageRun> runs = new ArrayDeque<>();
    private long bytes;
    private long sinceNanos;

    /** Takes a run over, and releases it later. */
    void add(MessageRun run, long nowNanos) {
        if (runs.isEmpty()) {
            sinceNanos = nowNanos;
        }
        runs.add(run);
        bytes += run.recordBytes();
    }

    /** Returns the runs, the oldest first. */
    Collection<MessageRun> runs() {
        return Collections.unmodifiableCollection(runs);
    }

    long bytes() {
        return bytes;
    }

    /** Returns when a run came that found no other waiting. */
    long sinceNanos() {
        return sinceNanos;
    }

    /** Returns the file of the commit log that has the oldest run; {@link #NO_FILE} if none. */
    long firstCommitFile() {
        MessageRun oldest = runs.peek();
        return oldest == null ? NO_FILE : oldest.commitFile();
    }

    /** Releases the runs that are written completely. */
    void releaseUpTo(long writtenSequence) {
        while (!runs.isEmpty() && runs.element().lastSequence() <= writtenSequence) {
            MessageRun written = runs.remove();
            bytes -= written.recordBytes();
            written.release();
        }
    }

    void releaseAll() {
        runs.forEach(MessageRun::release);
        runs.clear();
        bytes = 0;
    }
}
