package dev.stanchion.server.commandline;

import dev.stanchion.activity.Manner;
import dev.stanchion.server.ConfigurationException;
import dev.stanchion.server.FtGroup;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.ParsedFlags;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the flags say about a group of servers. With the JETSTREAM store, the servers with one
 * cluster ID are a group without a flag. Pure.
 */
final class FtGroupFlags {
    private static final Set<Flag> OF_MEMBERS = EnumSet.of(Flag.HA_SILENCE, Flag.HA_RING);

    private FtGroupFlags() {}

    /** Tells whether the server follows while another member is active. */
    static boolean isMember(ParsedFlags flags) {
        return isNamed(flags)
                || (isJetStream(flags) && !flags.text(Flag.HA).equalsIgnoreCase("off"));
    }

    private static boolean isNamed(ParsedFlags flags) {
        return !flags.text(Flag.FT_GROUP).isEmpty();
    }

    private static boolean isJetStream(ParsedFlags flags) {
        return flags.text(Flag.STORE).equalsIgnoreCase("JETSTREAM");
    }

    private static boolean isFile(ParsedFlags flags) {
        return flags.text(Flag.STORE).equalsIgnoreCase("FILE");
    }

    /**
     * Reads the group of the server.
     *
     * @throws ConfigurationException if a value is not valid
     */
    static Optional<FtGroup> read(ParsedFlags flags) {
        if (!isNamed(flags) && !isJetStream(flags)) {
            return Optional.empty();
        }
        Duration silence = Duration.ofNanos(flags.durationNanos(Flag.HA_SILENCE));
        Manner manner = isJetStream(flags) ? manner(flags) : Manner.FOLLOW;
        if (!isNamed(flags)) {
            return Optional.of(
                    FtGroup.ofClusterId(silence, manner).withRingBytes(ringBytes(flags)));
        }
        if (manner == Manner.ALONE) {
            throw new ConfigurationException(
                    "ha",
                    "%s off and %s contradict each other; leave one of them out"
                            .formatted(flags.labelOf(Flag.HA), flags.labelOf(Flag.FT_GROUP)));
        }
        FtGroup named =
                new FtGroup(flags.text(Flag.FT_GROUP), silence).withRingBytes(ringBytes(flags));
        return Optional.of(flags.bool(Flag.FT_SHARED) ? named.onSharedDirectory() : named);
    }

    private static long ringBytes(ParsedFlags flags) {
        return flags.size(Flag.HA_RING).orElse(FtGroup.DEFAULT_RING_BYTES);
    }

    private static Manner manner(ParsedFlags flags) {
        String value = flags.text(Flag.HA);
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "follow" -> Manner.FOLLOW;
            case "off" -> Manner.ALONE;
            default ->
                    throw new ConfigurationException(
                            "ha",
                            "%s: \"%s\" (expected: follow or off)"
                                    .formatted(flags.labelOf(Flag.HA), value));
        };
    }

    /** Returns why a flag changes nothing beside the others; empty if it does. */
    static String whyWithoutEffect(Flag flag, ParsedFlags flags) {
        if (flag == Flag.HA_RING && isJetStream(flags)) {
            return "with the JETSTREAM store, followers keep nothing";
        }
        if (flag == Flag.FT_SHARED && !(isNamed(flags) && isFile(flags))) {
            return "it needs -ft_group and the FILE store";
        }
        if (OF_MEMBERS.contains(flag) && !isMember(flags)) {
            return "it needs -ft_group, or the JETSTREAM store";
        }
        return flag == Flag.FT_GROUP && isJetStream(flags)
                ? "with the JETSTREAM store, all servers with one cluster ID are a group"
                : "";
    }
}
