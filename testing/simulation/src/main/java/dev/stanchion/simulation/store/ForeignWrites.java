package dev.stanchion.simulation.store;

import java.util.List;

/** Sees what another writer has stored in a channel, before the engine is told of it. */
@FunctionalInterface
public interface ForeignWrites {
    /**
     * Messages are stored and durable; all from their first sequence on has moved up.
     *
     * @param count by how many sequences, at least 1
     * @param encoded the messages that there are still
     * @param firstSequence where the log begins after that
     */
    void inserted(String channel, long at, int count, List<byte[]> encoded, long firstSequence);
}
