package dev.stanchion.server.commandline;

import dev.stanchion.protocol.Quoted;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.ParsedFlags;
import dev.stanchion.server.log.Component;
import dev.stanchion.server.log.Destination;
import dev.stanchion.server.log.LineLevel;
import dev.stanchion.server.log.LogOptions;
import dev.stanchion.server.log.LogOptions.Detail;
import dev.stanchion.server.log.LogOptions.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns flags into the options of the log. Pure. Source: {@code spec/operations.md} 5.1. */
final class LogFlags {
    private LogFlags() {}

    /** Reads the options of a log. The flags must have passed {@link #objection}. */
    static LogOptions read(ParsedFlags flags) {
        return LogOptions.DEFAULT
                .to(destination(flags))
                .shaped(
                        flags.text(Flag.LOG_FORMAT).equals("json") ? Shape.JSON : Shape.TEXT,
                        flags.bool(Flag.LOGTIME))
                .withDetails(streaming(flags), core(flags), levels(flags.text(Flag.LOG_LEVELS)));
    }

    /** Returns the error in the flags of the log, if there is one. */
    static Optional<String> objection(ParsedFlags flags) {
        String format = flags.text(Flag.LOG_FORMAT);
        if (!format.equals("text") && !format.equals("json")) {
            return Optional.of(
                    "%s: %s (expected: text or json)"
                            .formatted(flags.labelOf(Flag.LOG_FORMAT), Quoted.quote(format)));
        }
        String levels = flags.text(Flag.LOG_LEVELS);
        return levels.isEmpty() || Arrays.stream(levels.split(",", -1)).allMatch(LogFlags::isLevel)
                ? Optional.empty()
                : Optional.of(
                        "%s: %s (expected: <part>=<level>,... with a part of %s and a level of %s)"
                                .formatted(
                                        flags.labelOf(Flag.LOG_LEVELS),
                                        Quoted.quote(levels),
                                        Arrays.stream(Component.values())
                                                .map(Component::label)
                                                .collect(Collectors.joining(", ")),
                                        "trace, debug, info, warn, error"));
    }

    private static boolean isLevel(String pair) {
        String[] both = pair.strip().split("=", -1);
        return both.length == 2
                && Component.named(both[0].strip()).isPresent()
                && LineLevel.named(both[1].strip()).isPresent();
    }

    private static Map<Component, LineLevel> levels(String text) {
        Map<Component, LineLevel> levels = new EnumMap<>(Component.class);
        for (String pair : text.split(",", -1)) {
            String[] both = pair.strip().split("=", -1);
            if (both.length == 2) {
                levels.put(
                        Component.named(both[0].strip()).orElseThrow(),
                        LineLevel.named(both[1].strip()).orElseThrow());
            }
        }
        return levels;
    }

    /** Returns the destination: the first one that is given, in this order. */
    private static Destination destination(ParsedFlags flags) {
        if (!flags.text(Flag.LOG).isEmpty()) {
            return new Destination.File(
                    Path.of(flags.text(Flag.LOG)), flags.integer(Flag.LOG_SIZE_LIMIT));
        }
        if (!flags.text(Flag.REMOTE_SYSLOG).isEmpty()) {
            return new Destination.RemoteSyslog(flags.text(Flag.REMOTE_SYSLOG));
        }
        return flags.bool(Flag.SYSLOG) ? new Destination.LocalSyslog() : Destination.STDERR;
    }

    /**
     * Reads the detail of the streaming part. -SDV beats -SD and -SV, and -SDV=false switches both
     * off.
     */
    private static Detail streaming(ParsedFlags flags) {
        if (flags.has(Flag.STAN_DEBUG_TRACE)) {
            boolean both = flags.bool(Flag.STAN_DEBUG_TRACE);
            return new Detail(both, both);
        }
        return new Detail(flags.bool(Flag.STAN_DEBUG), flags.bool(Flag.STAN_TRACE));
    }

    private static Detail core(ParsedFlags flags) {
        boolean both = flags.bool(Flag.DEBUG_TRACE) || flags.bool(Flag.DEBUG_VERBOSE_TRACE);
        return new Detail(
                both || flags.bool(Flag.DEBUG),
                both || flags.bool(Flag.TRACE) || flags.bool(Flag.VERBOSE_TRACE));
    }
}
