package dev.stanchion.server.flags;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command of the arguments, which decides the names of the flags. */
public enum Dialect {
    /** The command of the Go server, with exactly its flags and exit codes. */
    NATS_STREAMING_SERVER("nats-streaming-server", 0),

    /**
     * The own command: the same flags, additional readable names, dashes instead of underscores,
     * and its own exit code for a malformed line.
     */
    STANCHION_SERVER("stanchion server", 2);

    private static final Map<String, Flag> READABLE_NAMES =
            Map.ofEntries(
                    Map.entry("max_subscriptions", Flag.MAX_SUBS),
                    Map.entry("max_messages", Flag.MAX_MSGS),
                    Map.entry("heartbeat_interval", Flag.HB_INTERVAL),
                    Map.entry("heartbeat_timeout", Flag.HB_TIMEOUT),
                    Map.entry("heartbeat_fail_count", Flag.HB_FAIL_COUNT),
                    Map.entry("host", Flag.ADDR),
                    Map.entry("monitoring_port", Flag.HTTP_PORT),
                    Map.entry("monitoring_user", Flag.MONITORING_USER),
                    Map.entry("monitoring_password", Flag.MONITORING_PASSWORD),
                    Map.entry("admin_read_only", Flag.ADMIN_READ_ONLY),
                    Map.entry("pid_file", Flag.PID),
                    Map.entry("log_file", Flag.LOG),
                    Map.entry("log_time", Flag.LOGTIME),
                    Map.entry("log_format", Flag.LOG_FORMAT),
                    Map.entry("log_levels", Flag.LOG_LEVELS),
                    Map.entry("sync", Flag.FILE_SYNC_LEVEL),
                    Map.entry("ns_tls_server_name", Flag.NS_TLS_SERVER_NAME),
                    Map.entry("ns_tls_insecure", Flag.NS_TLS_INSECURE),
                    Map.entry("ns_user", Flag.NS_USER),
                    Map.entry("ns_password", Flag.NS_PASSWORD),
                    Map.entry("ns_token", Flag.NS_TOKEN),
                    Map.entry("ns_credentials", Flag.NS_CREDENTIALS),
                    Map.entry("ns_nkey_seed_file", Flag.NS_NKEY_SEED_FILE),
                    Map.entry("compat", Flag.COMPAT),
                    Map.entry("strict_config", Flag.STRICT_CONFIG),
                    Map.entry("duplicate_clients", Flag.DUPLICATE_CLIENTS));

    private final String command;
    private final int malformedExitCode;

    Dialect(String command, int malformedExitCode) {
        this.command = command;
        this.malformedExitCode = malformedExitCode;
    }

    /** Returns the text that users type before the flags. */
    public String command() {
        return command;
    }

    /** Returns the exit code for a line that cannot be understood. */
    public int malformedExitCode() {
        return malformedExitCode;
    }

    /** Finds a flag by a typed name without dashes; null if there is none. */
    @Nullable Flag find(String name) {
        return switch (this) {
            case NATS_STREAMING_SERVER -> GoNames.FLAGS.get(name);
            case STANCHION_SERVER -> findReadable(name);
        };
    }

    private static @Nullable Flag findReadable(String name) {
        String withUnderscores = name.replace('-', '_');
        Flag flag = GoNames.FLAGS.get(withUnderscores);
        return flag == null ? READABLE_NAMES.get(withUnderscores) : flag;
    }

    /** Returns all names of a flag, the shortest first, as the usage text shows them. */
    public List<String> namesOf(Flag flag) {
        if (this == NATS_STREAMING_SERVER) {
            return flag.names();
        }
        List<String> names = new ArrayList<>(flag.names());
        READABLE_NAMES.forEach((name, readable) -> {
            if (readable == flag) {
                names.add(name);
            }
        });
        names.replaceAll(name -> name.replace('_', '-'));
        return names;
    }

    /** Returns the most readable name of a flag, with its dashes; empty if it has none. */
    public String longestNameOf(Flag flag) {
        return namesOf(flag).stream()
                .max(Comparator.comparingInt(String::length))
                .map(name -> "--" + name)
                .orElse("");
    }

    /** The names of the Go server. */
    private static final class GoNames {
        static final Map<String, Flag> FLAGS = flagsByName();

        private static Map<String, Flag> flagsByName() {
            Map<String, Flag> flags = new LinkedHashMap<>();
            for (Flag flag : Flag.values()) {
                flag.names().forEach(name -> flags.put(name, flag));
            }
            return Map.copyOf(flags);
        }
    }
}
