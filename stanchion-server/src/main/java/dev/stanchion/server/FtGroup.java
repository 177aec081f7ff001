package dev.stanchion.server;

import dev.stanchion.activity.Pace;
import java.time.Duration;

/**
 * The group of servers with one store of which one is active. Immutable.
 *
 * @param name of the group, the same for all members
 * @param silence how long the active may give no sign of life before another member takes over
 */
public record FtGroup(String name, Duration silence) {
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
    }

    /** Returns a group with the default silence. */
    public static FtGroup of(String name) {
        return new FtGroup(name, Pace.DEFAULT_SILENCE);
    }

    /** Checks whether a group can have its members on a store. */
    static void requireStore(StoreChoice store) {
        if (store instanceof StoreChoice.Memory) {
            throw unsupported();
        }
        if (store instanceof StoreChoice.JetStream) {
            throw new ConfigurationException(
                    "ft_group",
                    "ft_group is not available with the JETSTREAM store in this version of"
                            + " Stanchion; leave ft_group out and start one server");
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
