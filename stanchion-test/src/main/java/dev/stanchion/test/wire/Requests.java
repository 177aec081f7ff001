package dev.stanchion.test.wire;

/** Which subjects of the bus are for which requests. Immutable. */
final class Requests {
    private final String discovery;
    private final String clusterId;

    Requests(String discoverPrefix, String clusterId) {
        this.discovery = discoverPrefix + "." + clusterId;
        this.clusterId = clusterId;
    }

    /** What a message to the engine is. */
    enum Kind {
        CONNECT("", false),
        PUBLISH("_STAN.pub.", true),
        SUBSCRIBE("_STAN.sub.", true),
        UNSUBSCRIBE("_STAN.unsub.", true),
        CLOSE_SUBSCRIPTION("_STAN.subclose.", true),
        CLOSE("_STAN.close.", true),
        ANSWER("_INBOX.", false),
        ACK("", false),
        OTHER("", false);

        private final String prefix;
        private final boolean hasToken;

        Kind(String prefix, boolean hasToken) {
            this.prefix = prefix;
            this.hasToken = hasToken;
        }
    }

    /** Returns what arrives on a subject that the engine subscribes to. */
    Kind kindOf(String subject) {
        if (subject.equals(discovery)) {
            return Kind.CONNECT;
        }
        for (Kind kind : Kind.values()) {
            if (kind.hasToken && subject.startsWith(kind.prefix)) {
                return kind;
            }
        }
        if (subject.startsWith("_STAN.")) {
            return Kind.OTHER;
        }
        return subject.endsWith(".*") ? Kind.ANSWER : Kind.ACK;
    }

    /**
     * Returns whether a message that a pattern of connections has matched is for the subject that
     * all clients share. It arrives there, too.
     */
    boolean isShared(Kind kind, String pattern, String subject) {
        if (!kind.hasToken || !pattern.startsWith(kind.prefix + "*")) {
            return false;
        }
        String rest = subject.substring(Math.min(subject.length(), kind.prefix.length()));
        return rest.equals(clusterId) || rest.startsWith(clusterId + ".");
    }
}
