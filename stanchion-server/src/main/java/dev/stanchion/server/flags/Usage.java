package dev.stanchion.server.flags;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The usage text, made from the table of flags. */
final class Usage {
    private static final int HELP_COLUMN = 41;

    private record Group(String heading, Set<Flag> flags) {}

    private Usage() {}

    static String text(Dialect dialect) {
        StringBuilder text = new StringBuilder();
        text.append("\nUsage: ").append(dialect.command()).append(" [options]\n");
        for (Group group : groups()) {
            text.append('\n').append(group.heading()).append(":\n");
            group.flags().stream()
                    .filter(flag -> !flag.help().isEmpty() && !names(flag, dialect).isEmpty())
                    .forEach(flag -> append(text, flag, dialect));
        }
        return text.append(
                        "\nOptions marked * have no effect in this version, or are refused with what to do.\n")
                .toString();
    }

    private static List<Group> groups() {
        return List.of(
                group("Streaming Server Options", Flag.CLUSTER_ID, Flag.IO_SLEEP_TIME),
                group(
                        "Streaming Server Clustering Options",
                        Flag.CLUSTERED,
                        Flag.CLUSTER_PROCEED_ON_RESTORE_FAILURE),
                group(
                        "Streaming Server File Store Options",
                        Flag.FILE_COMPACT_ENABLED,
                        Flag.FILE_MEMORY),
                group("Streaming Server SQL Store Options", Flag.SQL_DRIVER, Flag.SQL_MAX_WAIT),
                group("Streaming Server TLS Options", Flag.SECURE, Flag.TLS_CLIENT_CACERT),
                group("Streaming Server Logging Options", Flag.STAN_DEBUG, Flag.SYSLOG_NAME),
                group("Embedded NATS Server Options", Flag.ADDR, Flag.MAX_TRACED_MSG_LEN),
                group("Logging Options", Flag.LOG, Flag.LOG_LEVELS),
                group("Authorization Options", Flag.USER, Flag.AUTH),
                group("TLS Options", Flag.TLS, Flag.TLS_CACERT),
                group("NATS Clustering Options", Flag.ROUTES, Flag.CONNECT_RETRIES),
                group("Common Options", Flag.HELP, Flag.COMPAT));
    }

    private static Group group(String heading, Flag first, Flag last) {
        return new Group(heading, EnumSet.range(first, last));
    }

    /** Names that are too long for their column have a line of their own. */
    private static void append(StringBuilder text, Flag flag, Dialect dialect) {
        String names = "  " + mark(flag) + " " + names(flag, dialect) + " " + value(flag);
        text.append(names);
        if (names.length() >= HELP_COLUMN) {
            text.append('\n').append(" ".repeat(HELP_COLUMN));
        } else {
            text.append(" ".repeat(HELP_COLUMN - names.length()));
        }
        text.append(flag.help()).append(defaultOf(flag)).append('\n');
    }

    /** What is off, or what the help has explained, needs no words. */
    private static String defaultOf(Flag flag) {
        String value = flag.defaultValue();
        return value.isEmpty() || value.equals("false") || flag.help().contains("(" + value + ": ")
                ? ""
                : " (default: " + value + ")";
    }

    private static String mark(Flag flag) {
        return switch (flag.standing()) {
            case Standing.Used ignored -> " ";
            case Standing.OfStore ignored -> " ";
            case Standing.MissingInStore ignored -> "*";
            case Standing.Inert ignored -> "*";
            case Standing.Missing ignored -> "*";
        };
    }

    private static String value(Flag flag) {
        return flag.kind() == Kind.BOOL ? "" : flag.kind().placeholder();
    }

    /** Short names get one dash and long ones two, though both work for each. */
    private static String names(Flag flag, Dialect dialect) {
        List<String> shown = new ArrayList<>();
        for (String name : dialect.namesOf(flag)) {
            shown.add((name.length() <= 3 ? "-" : "--") + name);
        }
        return String.join(", ", shown);
    }
}
