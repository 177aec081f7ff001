package dev.stanchion.protocol;

/** The subjects on which Stanchion servers of one cluster ID talk to each other. Stateless. */
public final class ControlSubjects {
    private static final String PREFIX = "_STANCHION.";

    private ControlSubjects() {}

    /** Returns the subject on which the active server answers that it is alive. */
    public static String alive(String clusterId) {
        return PREFIX + EncodedName.of(clusterId) + ".alive";
    }

    /** Returns the subject on which the active server tells which publishes have an answer. */
    public static String settled(String clusterId) {
        return PREFIX + EncodedName.of(clusterId) + ".settled";
    }

    /** Returns the subject on which followers hand over publishes that seem to be lost. */
    public static String again(String clusterId) {
        return PREFIX + EncodedName.of(clusterId) + ".again";
    }

    /** Returns the subject on which members of a group tell each other of themselves. */
    public static String members(String clusterId) {
        return PREFIX + EncodedName.of(clusterId) + ".members";
    }

    /**
     * Returns the subject of messages that only occupy a sequence of a channel's stream in a NATS
     * cluster.
     */
    public static String gap(String clusterId, String channel) {
        return PREFIX + EncodedName.of(clusterId) + ".gap." + EncodedName.of(channel);
    }
}
