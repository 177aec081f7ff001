package dev.stanchion.server;

import dev.stanchion.activity.Manner;
import dev.stanchion.activity.Pace;
import java.time.Duration;

/**
 * The group of servers with one store of which one is active. All servers with the JETSTREAM store
 * and one cluster ID are such a group. Immutable.
 *
 * @param name of the group, the same for all members
 * @param silence how long the active may give no sign of life before another member takes over
 * @param manner what this server does when another one is active
 * @param ringBytes how much a member keeps of what clients publish and the active has not answered
 * @param isOnSharedDirectory whether the members are on several machines, with one directory
 */
public record FtGroup(
        String name, Duration silence, Manner manner, long ringBytes, boolean isOnSharedDirectory) {
    /** How much a member keeps, if nobody says otherwise. */
    public static final long DEFAULT_RING_BYTES = 64L << 20;

    private static final long LEAST_RING_BYTES = 1L << 20;

    /** The group of the servers with the JETSTREAM store, which need no name. */
    private static final String OF_CLUSTER_ID = "jetstream";

    public FtGroup {
        if (name.isBlank()
                || name.chars().anyMatch(each -> each <= ' ' || "*>".indexOf(each) >= 0)) {
            throw new ConfigurationException(
                    "ft_group",
                    "ft_group: \"" + name + "\" (expected: a name without spaces, * or >)");
        }
        if (silence.compareTo(Pace.LEAST_SILENCE) < 0) {
            throw new ConfigurationException(
                    "ha_silence",
                    "ha_silence: %d ms (expected: at least %d ms)"
                            .formatted(silence.toMillis(), Pace.LEAST_SILENCE.toMillis()));
        }
        if (ringBytes < LEAST_RING_BYTES) {
            throw new ConfigurationException(
                    "ha_ring",
                    "ha_ring: %d bytes (expected: at least %d)"
                            .formatted(ringBytes, LEAST_RING_BYTES));
        }
    }

    /** Returns a group whose members follow each other. */
    public FtGroup(String name, Duration silence) {
        this(name, silence, Manner.FOLLOW, DEFAULT_RING_BYTES, false);
    }

    /** Returns a group with the default silence. */
    public static FtGroup of(String name) {
        return new FtGroup(name, Pace.DEFAULT_SILENCE);
    }

    /** Returns the group of the servers with the JETSTREAM store and one cluster ID. */
    public static FtGroup ofClusterId(Duration silence, Manner manner) {
        return new FtGroup(OF_CLUSTER_ID, silence, manner, DEFAULT_RING_BYTES, false);
    }

    /** Returns the same group with another bound of what a member keeps. */
    public FtGroup withRingBytes(long bytes) {
        return new FtGroup(name, silence, manner, bytes, isOnSharedDirectory);
    }

    /** Returns the same group, whose members share the directory of a FILE store. */
    public FtGroup onSharedDirectory() {
        return new FtGroup(name, silence, manner, ringBytes, true);
    }

    /** Returns the group of the servers with a store whose servers are always one. */
    static FtGroup ofClusterId() {
        return of(OF_CLUSTER_ID);
    }

    /** Tells whether this server follows while another one is active. */
    public boolean isFollowing() {
        return manner == Manner.FOLLOW;
    }

    /** Checks whether a group can have its members on a store. */
    static void requireStore(StoreChoice store) {
        if (store instanceof StoreChoice.Memory) {
            throw unsupported();
        }
    }

    /** Returns the error. It begins with the text of the Go server, because tools look for that. */
    static ConfigurationException unsupported() {
        return new ConfigurationException(
                "ft_group", "ft: only FILE or SQL stores supported in FT mode");
    }

    Pace pace() {
        return Pace.of(silence);
    }
}
