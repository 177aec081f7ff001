package dev.stanchion.server.flags;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Flags under one heading, for the usage text, the manual and the shell completions.
 *
 * @param lines the flags in the order of the output
 */
public record FlagGroup(String heading, List<Line> lines) {
    public FlagGroup {
        lines = List.copyOf(lines);
    }

    /**
     * One flag.
     *
     * @param names the names with dashes, the shortest first. Short names have one dash and long
     *     names two, but both forms work for each
     * @param placeholder the placeholder of the value; empty if there is no value
     * @param defaultValue the default; empty if it need not be shown
     * @param isUsable whether this version uses the flag
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

    /** Returns all groups with the flag names of this command. */
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
                group(
                        dialect,
                        "Streaming Server JetStream Store Options",
                        Flag.JS_REPLICAS,
                        Flag.JS_STATE_FROM_STREAMS),
                group(dialect, "Streaming Server TLS Options", Flag.SECURE, Flag.NS_NKEY_SEED_FILE),
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
                group(dialect, "Streaming Server Policy Options", Flag.POLICY, Flag.FINDINGS),
                group(dialect, "Common Options", Flag.HELP, Flag.STRICT_CONFIG));
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

    /**
     * Returns the default to show. It is empty if the flag is off by default, or if the help
     * contains the default.
     */
    private static String defaultOf(Flag flag) {
        String value = flag.defaultValue();
        return value.equals("false") || flag.help().contains("(" + value + ": ") ? "" : value;
    }

    /** Returns whether this version uses a flag, at least with some other ones. */
    public static boolean isUsable(Flag flag) {
        return switch (flag.support()) {
            case FlagSupport.Used ignored -> true;
            case FlagSupport.OfStore ignored -> true;
            case FlagSupport.OfExternalNats ignored -> true;
            case FlagSupport.Inert ignored -> false;
            case FlagSupport.Missing ignored -> false;
            case FlagSupport.MissingUnlessInGroup ignored -> false;
        };
    }
}
