package dev.stanchion.protocol;

/**
 * The subjects on which a server takes requests ({@code spec/streaming.md} 1.2). Immutable.
 *
 * @param discovery the subject for connect requests; clients must know only this one beforehand
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
    /** The part of {@link #publishPrefix} before the token. */
    public static final String PUBLISH = "_STAN.pub.";

    /**
     * Builds the subjects that all clients share.
     *
     * @param discoverPrefix {@code _STAN.discover} unless configured
     * @param requestToken the last token of the subjects that clients learn from the {@link
     *     ConnectResponse}: the cluster ID, unless an old store has another one
     */
    public static RequestSubjects of(String discoverPrefix, String clusterId, String requestToken) {
        String discovery = discoverPrefix + "." + clusterId;
        return with(discovery, discovery, requestToken);
    }

    /**
     * Builds the subjects of one connection. They differ from the subjects of all other connections
     * in the token that replaces the cluster ID. Only the discovery subject is the same.
     *
     * @param token without dots; {@code *} gives the patterns that all such subjects match
     */
    public static RequestSubjects ofConnection(
            String discoverPrefix, String clusterId, String token) {
        return with(discoverPrefix + "." + clusterId, discoverPrefix + "." + token, token);
    }

    private static RequestSubjects with(String discovery, String beforePings, String requestToken) {
        return new RequestSubjects(
                discovery,
                beforePings + ".pings",
                PUBLISH + requestToken,
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
