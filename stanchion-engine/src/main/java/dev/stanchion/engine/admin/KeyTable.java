package dev.stanchion.engine.admin;

import java.util.List;

/**
 * The keys of a group that a policy orders by key. A key is part of the payload, so it is named by
 * a message that has it.
 *
 * @param isOrdered whether the group is ordered by key at all
 * @param keys how many keys have an unacknowledged message
 * @param waiting how many messages wait because their key is busy or held
 * @param maxWaiting how many may wait before new messages do
 * @param held how many keys are held because a message with them was parked
 * @param busiest the keys behind which most messages wait, the longest first
 */
public record KeyTable(
        boolean isOrdered, int keys, int waiting, int maxWaiting, int held, List<BusyKey> busiest) {
    public KeyTable {
        busiest = List.copyOf(busiest);
    }

    /**
     * A key that has an unacknowledged message.
     *
     * @param sequence of that message
     * @param waiting how many messages wait behind it
     * @param clientId of the member that has it; empty if it waits to be sent
     */
    public record BusyKey(long sequence, int waiting, String clientId) {}
}
