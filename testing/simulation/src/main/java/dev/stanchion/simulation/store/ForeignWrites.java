package dev.stanchion.simulation.store;

import java.util.List;

/** Sees what another writer has stored in a channel, before the engine is told of it. */
@FunctionalInterface
public interface ForeignWrites {
    /**
     * Messages are stored and durable; all from their first sequence on has moved up by their
     * number.
     *
     * @param encoded at least one
     * @param firstSequence where the log begins after that
     */
    void inserted(String channel, long at, List<byte[]> encoded, long firstSequence);
}
