package dev.stanchion.server.commandline;

import dev.stanchion.server.FtGroup;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.ParsedFlags;
import java.time.Duration;
import java.util.Optional;

/** Reads what the flags say about a group of servers. Pure. */
final class FtGroupFlags {
    private FtGroupFlags() {}

    /** Tells whether the server is a member of a group. */
    static boolean isGiven(ParsedFlags flags) {
        return !flags.text(Flag.FT_GROUP).isEmpty();
    }

    static Optional<FtGroup> read(ParsedFlags flags) {
        return isGiven(flags)
                ? Optional.of(
                        new FtGroup(
                                flags.text(Flag.FT_GROUP),
                                Duration.ofNanos(flags.durationNanos(Flag.HA_SILENCE))))
                : Optional.empty();
    }

    /** Returns why a flag changes nothing without a group; empty if it does. */
    static String whyWithoutEffect(Flag flag, ParsedFlags flags) {
        return flag == Flag.HA_SILENCE && !isGiven(flags) ? "it needs -ft_group" : "";
    }
}
