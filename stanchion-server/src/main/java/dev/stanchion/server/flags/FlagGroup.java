package dev.stanchion.server.flags;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Flags under one heading, as the usage text, the manual and the shells' completions show them.
 *
 * @param lines in the order in which they are shown
 */
public record FlagGroup(String heading, List<Line> lines) {
    public FlagGroup {
        lines = List.copyOf(lines);
    }

    /**
     * One flag.
     *
     * @param names with their dashes, the shortest first: short ones get one and long ones two,
     *     though both work for each
     * @param placeholder how its value is shown; empty if it takes none
     * @param defaultValue empty if there is none worth showing
     * @param isUsable whether this version does something with it
     */
    public record Line(
            List<String> names,
            String placeholder,
            String help,
            String defaultValue,
            boolean isUsable) {
        public Line {
            names = List.copyOf(names);
        }
    }

    /** Returns all groups, with the names that this command has for the flags. */
    public static List<FlagGroup> of(Dialect dialect) {
        return List.of(
                group(dialect, "Streaming Server Options", Flag.CLUSTER_ID, Flag.IO_SLEEP_TIME),
                group(
                        dialect,
                        "Streaming Server Clustering Options",
                        Flag.CLUSTERED,
                        Flag.CLUSTER_PROCEED_ON_RESTORE_FAILURE),
                group(
                        dialect,
                        "Streaming Server File Store Options",
                        Flag.FILE_COMPACT_ENABLED,
                        Flag.FILE_MEMORY),
                group(
                        dialect,
                        "Streaming Server SQL Store Options",
                        Flag.SQL_DRIVER,
                        Flag.SQL_MAX_WAIT),
                group(dialect, "Streaming Server TLS Options", Flag.SECURE, Flag.TLS_CLIENT_CACERT),
                group(
                        dialect,
                        "Streaming Server Logging Options",
                        Flag.STAN_DEBUG,
                        Flag.SYSLOG_NAME),
                group(dialect, "Embedded NATS Server Options", Flag.ADDR, Flag.MAX_TRACED_MSG_LEN),
                group(dialect, "Logging Options", Flag.LOG, Flag.LOG_LEVELS),
                group(dialect, "Authorization Options", Flag.USER, Flag.AUTH),
                group(dialect, "TLS Options", Flag.TLS, Flag.TLS_CACERT),
                group(dialect, "NATS Clustering Options", Flag.ROUTES, Flag.CONNECT_RETRIES),
                group(dialect, "Common Options", Flag.HELP, Flag.COMPAT));
    }

    private static FlagGroup group(Dialect dialect, String heading, Flag first, Flag last) {
        Set<Flag> flags = EnumSet.range(first, last);
        return new FlagGroup(
                heading,
                flags.stream()
                        .filter(flag -> !flag.help().isEmpty())
                        .filter(flag -> !dialect.namesOf(flag).isEmpty())
                        .map(flag -> line(flag, dialect))
                        .toList());
    }

    private static Line line(Flag flag, Dialect dialect) {
        List<String> names = new ArrayList<>();
        for (String name : dialect.namesOf(flag)) {
            names.add((name.length() <= 3 ? "-" : "--") + name);
        }
        return new Line(
                names,
                flag.kind() == Kind.BOOL ? "" : flag.kind().placeholder(),
                flag.help(),
                defaultOf(flag),
                isUsable(flag));
    }

    /** What is off, or what the help has explained, needs no words. */
    private static String defaultOf(Flag flag) {
        String value = flag.defaultValue();
        return value.equals("false") || flag.help().contains("(" + value + ": ") ? "" : value;
    }

    static boolean isUsable(Flag flag) {
        return switch (flag.standing()) {
            case Standing.Used ignored -> true;
            case Standing.OfStore ignored -> true;
            case Standing.Inert ignored -> false;
            case Standing.Missing ignored -> false;
        };
    }
}
