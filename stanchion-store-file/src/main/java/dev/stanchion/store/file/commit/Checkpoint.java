package dev.stanchion.store.file.commit;

import java.util.List;

/** Records facts about channels that would otherwise be in the commit log alone. */
public interface Checkpoint {
    /**
     * How far a channel has come.
     *
     * @param keptFrom the first sequence that it keeps
     * @param lastSequence that was ever given to a message
     * @param lastTimestampEpochNanos a floor for the next; 0 if that is known otherwise
     */
    record Mark(long channel, long keptFrom, long lastSequence, long lastTimestampEpochNanos) {}

    /**
     * Records marks.
     *
     * @param whenSafe run once they would survive the end of the machine
     * @param otherwise run if they cannot be recorded
     */
    void record(List<Mark> marks, Runnable whenSafe, Runnable otherwise);

    /** There is space on the disk beyond what is reserved; called again and again. */
    void hasSpace();
}
