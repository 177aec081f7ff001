package dev.stanchion.engine;

import dev.stanchion.engine.publish.DurationHistogram;

/**
 * How long things took since the start. Immutable.
 *
 * @param publish from the beginning of the batch with which a message came to its acknowledgement
 * @param commit from asking the store to make a batch durable to hearing that it is, with whatever
 *     it syncs in between
 */
public record EngineLatencies(DurationHistogram.Counts publish, DurationHistogram.Counts commit) {
    /** Of an engine that has done nothing. */
    public static final EngineLatencies NONE =
            new EngineLatencies(DurationHistogram.Counts.NONE, DurationHistogram.Counts.NONE);

    EngineLatencies plus(EngineLatencies other) {
        return new EngineLatencies(publish.plus(other.publish), commit.plus(other.commit));
    }
}
