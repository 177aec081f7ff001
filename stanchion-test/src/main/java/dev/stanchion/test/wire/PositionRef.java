package dev.stanchion.test.wire;

/**
 * Names a position in a channel, as a test does.
 *
 * @param kind whether it is that of a group, a durable, or the plain subscriptions of a client
 * @param clientId empty for a group
 * @param name of the group or the durable; empty for plain subscriptions
 */
public record PositionRef(String channel, Kind kind, String clientId, String name) {
    /** The kinds of positions. */
    public enum Kind {
        GROUP,
        DURABLE,
        PLAIN
    }

    /** Names the position of a queue group, durable or not. */
    public static PositionRef group(String channel, String group) {
        return new PositionRef(channel, Kind.GROUP, "", group);
    }

    /** Names the position of a durable subscription. */
    public static PositionRef durable(String channel, String clientId, String durable) {
        return new PositionRef(channel, Kind.DURABLE, clientId, durable);
    }

    /** Names the positions of a client's subscriptions that are neither. */
    public static PositionRef plain(String channel, String clientId) {
        return new PositionRef(channel, Kind.PLAIN, clientId, "");
    }

    /** Returns the name as a person would say it: {@code group orders of tickets:created}. */
    public String text() {
        String what =
                switch (kind) {
                    case GROUP -> "group " + name;
                    case DURABLE -> "durable " + clientId + "/" + name;
                    case PLAIN -> "client " + clientId;
                };
        return what + " of " + channel;
    }

    /** Returns the name by which the broker explains why nothing arrives. */
    public String shortName() {
        return kind == Kind.PLAIN ? clientId : name;
    }
}
