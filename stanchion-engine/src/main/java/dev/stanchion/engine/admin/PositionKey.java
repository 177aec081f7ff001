package dev.stanchion.engine.admin;

/** Names a position in a channel: that of a queue group, a durable or a plain subscription. */
public sealed interface PositionKey {
    /** Returns the name as a person would say it: {@code group orders-service}. */
    String text();

    /**
     * The common position of a queue group.
     *
     * @param name {@code durable:group} for a durable group, or the part behind the colon if that
     *     names one group of the channel only
     */
    record Group(String name) implements PositionKey {
        @Override
        public String text() {
            return "group " + name;
        }
    }

    /** The position of a durable subscription. */
    record Durable(String clientId, String durableName) implements PositionKey {
        @Override
        public String text() {
            return "durable " + clientId + "/" + durableName;
        }
    }

    /** The position of a subscription that is neither durable nor a member of a group. */
    record Plain(long subscriptionId) implements PositionKey {
        @Override
        public String text() {
            return "subscription " + subscriptionId;
        }
    }
}
