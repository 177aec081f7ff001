package dev.stanchion.engine.subscription;

/**
 * How people call a position: by its queue group, its durable name, or its client.
 *
 * @param queueGroup {@code group}, or {@code durable:group}; empty if it is no group's
 * @param durableName empty for groups and for subscriptions that are not durable
 * @param clientId the client, or the last one; empty for groups
 */
public record PositionName(String queueGroup, String durableName, String clientId) {
    /** Returns the shortest name: that of the group, else the durable's, else the client ID. */
    public String shown() {
        if (!queueGroup.isEmpty()) {
            return shownGroup();
        }
        return durableName.isEmpty() ? clientId : durableName;
    }

    /** A group that is called as its durable name has one name. */
    private String shownGroup() {
        String group = groupPart();
        return durablePart().equals(group) ? group : queueGroup;
    }

    private String groupPart() {
        return queueGroup.substring(queueGroup.indexOf(':') + 1);
    }

    private String durablePart() {
        int colon = queueGroup.indexOf(':');
        return colon < 0 ? "" : queueGroup.substring(0, colon);
    }

    /** Returns what it is, with its name: {@code group orders}. */
    public String described() {
        if (!queueGroup.isEmpty()) {
            return "group " + shown();
        }
        return durableName.isEmpty()
                ? "the subscription of " + clientId
                : "durable " + durableName + " of " + clientId;
    }

    /**
     * Returns it as one word: {@code group:orders}, {@code durable:CLIENT/NAME}, {@code client:ID}.
     */
    public String key() {
        if (!queueGroup.isEmpty()) {
            return "group:" + queueGroup;
        }
        return durableName.isEmpty()
                ? "client:" + clientId
                : "durable:" + clientId + "/" + durableName;
    }

    /** Returns whether it is one of several positions that a client may have under this name. */
    boolean isOfPlainSubscription() {
        return queueGroup.isEmpty() && durableName.isEmpty();
    }

    /** Returns whether a person who types this name may mean the position. */
    public boolean isCalled(String name) {
        return queueGroup.isEmpty()
                ? name.equals(durableName) || name.equals(clientId)
                : name.equals(queueGroup) || name.equals(groupPart()) || name.equals(durablePart());
    }
}
