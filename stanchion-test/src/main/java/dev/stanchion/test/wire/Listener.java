package dev.stanchion.test.wire;

/**
 * A subscription as its request named it. Immutable.
 *
 * @param group empty if it is not a member of a group
 * @param durable empty if it is not durable
 * @param inbox where it gets messages
 */
record Listener(String clientId, String channel, String group, String durable, String inbox) {
    /** Returns the position that it uses. */
    PositionRef position() {
        if (!group.isEmpty()) {
            return PositionRef.group(channel, group);
        }
        return durable.isEmpty()
                ? PositionRef.plain(channel, clientId)
                : PositionRef.durable(channel, clientId, durable);
    }

    /** Returns the listener as an event names it: {@code orders-1 (group orders)}. */
    String text() {
        if (!group.isEmpty()) {
            return clientId + " (group " + group + ")";
        }
        return durable.isEmpty() ? clientId : clientId + " (durable " + durable + ")";
    }
}
