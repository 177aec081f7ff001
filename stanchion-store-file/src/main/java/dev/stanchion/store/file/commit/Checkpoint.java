package dev.stanchion.store.file.commit;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.segment.SegmentNote;
import java.util.List;
import java.util.function.Consumer;

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
     * The facts to record together.
     *
     * @param segments the content on the disk, which must be found there from now on
     * @param commitNeededFrom earlier files of the commit log are not needed any more
     */
    record Facts(List<Mark> marks, List<SegmentNote> segments, long commitNeededFrom) {
        public Facts {
            marks = List.copyOf(marks);
            segments = List.copyOf(segments);
        }

        public static Facts of(List<Mark> marks) {
            return new Facts(marks, List.of(), 0);
        }
    }

    /**
     * Records facts.
     *
     * @param whenSafe run once they would survive the end of the machine
     * @param otherwise told why they cannot be recorded
     */
    void record(Facts facts, Runnable whenSafe, Consumer<StoreException> otherwise);

    /** A file of the commit log exists, and must be found from now on until it is not needed. */
    void commitFileBegun(long number);

    /** There is space on the disk beyond the reserve; called again and again. */
    void hasSpace();
}
