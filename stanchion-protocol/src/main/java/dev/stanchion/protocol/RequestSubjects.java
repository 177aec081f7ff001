package dev.stanchion.protocol;

/**
 * The subjects on which a server takes requests ({@code spec/streaming.md} 1.2). Immutable.
 *
 * @param discovery where clients connect; the only one that they must know beforehand
 * @param publishPrefix a message for channel {@code c} goes to {@code <publishPrefix>.c}
 */
public record RequestSubjects(
        String discovery,
        String pings,
        String publishPrefix,
        String subscribe,
        String unsubscribe,
        String subscriptionClose,
        String close) {
    /**
     * Builds the subjects.
     *
     * @param discoverPrefix {@code _STAN.discover} unless configured
     * @param requestToken ends the subjects that clients learn from the {@link ConnectResponse}:
     *     the cluster ID, or a token of one connection
     */
    public static RequestSubjects of(String discoverPrefix, String clusterId, String requestToken) {
        String discovery = discoverPrefix + "." + clusterId;
        return new RequestSubjects(
                discovery,
                discovery + ".pings",
                "_STAN.pub." + requestToken,
                "_STAN.sub." + requestToken,
                "_STAN.unsub." + requestToken,
                "_STAN.subclose." + requestToken,
                "_STAN.close." + requestToken);
    }

    /** Returns the subject that a server listens on for messages of all channels. */
    public String publishWildcard() {
        return publishPrefix + ".>";
    }
}
