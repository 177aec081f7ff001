package dev.stanchion.server.commandline;

import dev.stanchion.engine.finding.FindingKinds;
import dev.stanchion.engine.identity.DuplicatePolicies;
import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.tls.Tls;
import dev.stanchion.server.Compatibility;
import dev.stanchion.server.ConfigurationException;
import dev.stanchion.server.Limits;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.SessionJournal;
import dev.stanchion.server.StoreChoice;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.commandline.Request.Failure;
import dev.stanchion.server.config.keys.FileOptions;
import dev.stanchion.server.file.FileOpenException;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.FlagSupport;
import dev.stanchion.server.flags.ParsedFlags;
import dev.stanchion.server.flags.StoreTypes;
import dev.stanchion.server.log.LogOptions;
import dev.stanchion.server.monitoring.Access;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns flags into the options of a server, or into the reason why no server can run with them. It
 * reads no file except a file of keys.
 */
final class StartFlags {
    private static final int ANY_PORT = -1;
    private static final int DEFAULT_PORT = 4222;
    private static final int MAX_PORT = 65_535;

    private StartFlags() {}

    /**
     * Reads the options of a server.
     *
     * @param flags the flags, with the file's values for those that were not given
     * @param file for options that have no flag
     * @param security who may connect
     * @param environment of the process
     */
    static Request read(
            ParsedFlags flags,
            FileOptions file,
            NatsSecurity security,
            Map<String, String> environment) {
        LogOptions log = LogFlags.read(flags);
        Optional<Failure> failure =
                store(flags).or(() -> port(flags)).or(() -> monitoring(flags, security));
        if (failure.isPresent()) {
            return fail(flags, log, failure.get());
        }
        try {
            Path pidFile = path(flags, Flag.PID);
            Path portsDirectory = path(flags, Flag.PORTS_FILE_DIR);
            ServerOptions options =
                    options(flags, file, security, StateDirectory.of(environment))
                            .storeEncryption(EncryptionFlags.read(flags, environment))
                            .store(storeChoice(flags, file, environment))
                            .externalNats(ExternalNatsFlags.read(flags, environment))
                            .ftGroup(FtGroupFlags.read(flags))
                            .build();
            return new Request.Start(
                    options,
                    log,
                    pidFile,
                    portsDirectory,
                    TakeoverFlags.read(flags),
                    remarks(flags, file, security, environment),
                    file.content(),
                    new EffectiveSettings(flags, file));
        } catch (ConfigurationException | FileOpenException e) {
            return fail(flags, log, new Failure.OfStreaming(String.valueOf(e.getMessage())));
        }
    }

    private static Request fail(ParsedFlags flags, LogOptions log, Failure failure) {
        return new Request.Fail(log, flags.text(Flag.CLUSTER_ID), hints(flags), failure);
    }

    /** Returns a hint about the most common mistake: -st looks like the name of the cluster. */
    private static List<String> hints(ParsedFlags flags) {
        String store = flags.text(Flag.STORE);
        return StoreTypes.isOne(store)
                ? List.of()
                : List.of(
                        "%s names the type of the store, %s; the cluster ID is -cid %s"
                                .formatted(
                                        flags.labelOf(Flag.STORE),
                                        String.join(", ", StoreTypes.NAMES),
                                        store));
    }

    private static Optional<Failure> store(ParsedFlags flags) {
        String type = flags.text(Flag.STORE).toUpperCase(Locale.ROOT);
        return switch (type) {
            case "MEMORY" -> Optional.empty();
            case "FILE" ->
                    flags.text(Flag.DIR).isEmpty()
                            ? cannotStart("for FILE stores, root directory must be specified")
                            : Optional.empty();
            case "SQL" -> Optional.empty();
            case "JETSTREAM" ->
                    flags.text(Flag.NATS_SERVER).isEmpty()
                            ? cannotStart(
                                    "for JETSTREAM stores, ns must be specified (expected: -ns with"
                                            + " the URLs of the NATS cluster, nats://host:4222)")
                            : Optional.empty();
            default -> cannotStart("unsupported store type: " + type);
        };
    }

    private static Optional<Failure> cannotStart(String cause) {
        return Optional.of(new Failure.OfStreaming(cause));
    }

    private static Optional<Failure> port(ParsedFlags flags) {
        long port = flags.integer(Flag.PORT);
        return isPort(port)
                ? Optional.empty()
                : Optional.of(
                        new Failure.OfCore(
                                "Error listening on port: %s:%d, \"%s\""
                                        .formatted(flags.text(Flag.ADDR), port, invalid(port))));
    }

    private static Optional<Failure> monitoring(ParsedFlags flags, NatsSecurity security) {
        long plain = flags.integer(Flag.HTTP_PORT);
        long encrypted = flags.integer(Flag.HTTPS_PORT);
        if (plain != 0 && encrypted != 0) {
            return cannotMonitor(
                    "can't specify both HTTP (%d) and HTTPs (%d) ports"
                            .formatted(plain, encrypted));
        }
        if (encrypted != 0 && security.tls() instanceof Tls.Off) {
            return cannotMonitor("TLS cert and key required for HTTPS");
        }
        long port = plain + encrypted;
        return isPort(port)
                ? Optional.empty()
                : cannotMonitor("can't listen to the monitor port: " + invalid(port));
    }

    private static Optional<Failure> cannotMonitor(String why) {
        return Optional.of(new Failure.OfCore("Can't start monitoring: " + why));
    }

    private static String invalid(long port) {
        return "listen tcp: address " + port + ": invalid port";
    }

    private static boolean isPort(long port) {
        return port >= -1 && port <= MAX_PORT;
    }

    private static ServerOptions.Builder options(
            ParsedFlags flags, FileOptions file, NatsSecurity security, Path stateDirectory) {
        boolean https = flags.integer(Flag.HTTPS_PORT) != 0;
        return ServerOptions.builder()
                .clusterId(flags.text(Flag.CLUSTER_ID))
                .discoverPrefix(flags.text(Flag.DISCOVER_PREFIX))
                .host(flags.text(Flag.ADDR))
                .port(clientPort((int) flags.integer(Flag.PORT)))
                .monitoringPort(
                        monitoringPort(
                                (int) flags.integer(https ? Flag.HTTPS_PORT : Flag.HTTP_PORT)))
                .monitoringTls(https)
                .monitoringHost(flags.text(Flag.MONITORING_HOST))
                .monitoringAccess(monitoringAccess(flags))
                .admin(admin(flags, file, stateDirectory))
                .httpBasePath(basePath(flags.text(Flag.HTTP_BASE_PATH)))
                .serverName(flags.text(Flag.NAME))
                .nats(nats(flags))
                .eventLoops(clamped(flags.integer(Flag.EVENT_LOOPS)))
                .access(ClientAccessFlags.read(flags, file))
                .limits(limits(flags))
                .channelLimits(file.channels())
                .heartbeatInterval(duration(flags, Flag.HB_INTERVAL))
                .heartbeatTimeout(duration(flags, Flag.HB_TIMEOUT))
                .heartbeatFailCount(heartbeatFailCount(flags))
                .replaceDurable(flags.bool(Flag.REPLACE_DURABLE))
                .duplicatePolicies(DuplicatePolicies.parse(flags.text(Flag.DUPLICATE_CLIENTS)))
                .policies(policies(flags, file))
                .findings(FindingKinds.parse(flags.text(Flag.FINDINGS)))
                .compatibility(
                        flags.has(Flag.COMPAT) ? Compatibility.STRICT : Compatibility.IMPROVED)
                .sessionJournal(sessionJournal(flags, stateDirectory))
                .security(security);
    }

    /** Returns the policies: those of the command line above those of the file. */
    private static Policies policies(ParsedFlags flags, FileOptions file) {
        return PolicyText.parse(flags.text(Flag.POLICY)).above(file.policies());
    }

    /** Returns the store: one of {@link StoreTypes}, because others were refused before. */
    private static StoreChoice storeChoice(
            ParsedFlags flags, FileOptions file, Map<String, String> environment) {
        String store = flags.text(Flag.STORE).toUpperCase(Locale.ROOT);
        if (!store.equals("JETSTREAM") && !file.nativeWriters().isEmpty()) {
            throw new ConfigurationException(
                    "channels",
                    "channels: %s: native_writers needs store: jetstream"
                            .formatted(file.nativeWriters().keySet().iterator().next()));
        }
        if (!store.equals("JETSTREAM") && !file.adoptedStreams().isEmpty()) {
            throw new ConfigurationException(
                    "channels",
                    "channels: %s: stream needs store: jetstream"
                            .formatted(file.adoptedStreams().keySet().iterator().next()));
        }
        return switch (store) {
            case "SQL" -> {
                requireSqlStore();
                yield SqlFlags.read(flags, environment);
            }
            case "JETSTREAM" -> JetStreamFlags.read(flags, file);
            case "FILE" -> FileStoreFlags.read(flags);
            default -> StoreChoice.MEMORY;
        };
    }

    /** The module is an optional dependency of this one. */
    private static void requireSqlStore() {
        try {
            var unused =
                    Class.forName(
                            "dev.stanchion.store.sql.SqlStore",
                            false,
                            StartFlags.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new ConfigurationException(
                    "store",
                    "store: sql (expected: memory, file or jetstream, since stanchion-store-sql is"
                            + " not on the class path): add dev.stanchion:stanchion-store-sql to"
                            + " the dependencies");
        }
    }

    private static boolean isMemory(ParsedFlags flags) {
        return flags.text(Flag.STORE).equalsIgnoreCase("MEMORY");
    }

    /**
     * Returns the path with normalized slashes. Users write it with and without slashes at its
     * ends.
     */
    private static String basePath(String path) {
        String bare = path.replaceAll("^/+|/+$", "");
        return bare.isEmpty() ? "" : "/" + bare;
    }

    /** Returns the session journal. It is on unless it is pointless or {@code compat} is strict. */
    private static SessionJournal sessionJournal(ParsedFlags flags, Path stateDirectory) {
        if (!isMemory(flags)) {
            return SessionJournal.OFF; // the store contains everything that a journal would
        }
        String where = flags.text(Flag.SESSION_JOURNAL);
        return switch (where) {
            case "off" -> SessionJournal.OFF;
            case "on", "" ->
                    isPortOfChance(flags) || flags.has(Flag.COMPAT)
                            ? SessionJournal.OFF
                            : SessionJournal.in(stateDirectory.resolve("sessions"));
            default -> SessionJournal.in(Path.of(where));
        };
    }

    /** Clients would not find a server again that the system gives another port. */
    private static boolean isPortOfChance(ParsedFlags flags) {
        return flags.integer(Flag.PORT) == ANY_PORT && !ExternalNatsFlags.areGiven(flags);
    }

    private static NatsServerOptions nats(ParsedFlags flags) {
        NatsServerOptions defaults = NatsServerOptions.defaults();
        try {
            return new NatsServerOptions(
                    defaults.host(),
                    defaults.port(),
                    defaults.serverName(),
                    defaults.version(),
                    clamped(flags.integer(Flag.MAX_CONNECTIONS)),
                    clamped(flags.size(Flag.MAX_CONTROL_LINE).orElseThrow()),
                    clamped(flags.size(Flag.MAX_PAYLOAD).orElseThrow()),
                    flags.size(Flag.MAX_PENDING).orElseThrow(),
                    clamped(flags.integer(Flag.MAX_SUBS_OF_CONNECTION)),
                    clamped(flags.integer(Flag.MAX_SUB_TOKENS)),
                    duration(flags, Flag.PING_INTERVAL),
                    clamped(flags.integer(Flag.PING_MAX)),
                    duration(flags, Flag.WRITE_DEADLINE),
                    defaults.loops(),
                    Math.max(0, clamped(flags.integer(Flag.MAX_TRACED_MSG_LEN))));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("NATS", String.valueOf(e.getMessage()));
        }
    }

    private static int clamped(long number) {
        return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** Returns the client port. The flag's -1 means any free port, and 0 the default port. */
    private static int clientPort(int flag) {
        return switch (flag) {
            case ANY_PORT -> 0;
            case 0 -> DEFAULT_PORT;
            default -> flag;
        };
    }

    /** Returns the monitoring port. The flag's -1 means any free port, and 0 none. */
    private static int monitoringPort(int flag) {
        return switch (flag) {
            case -1 -> 0;
            case 0 -> ServerOptions.NO_MONITORING;
            default -> flag;
        };
    }

    private static AdminOptions admin(ParsedFlags flags, FileOptions file, Path stateDirectory) {
        AdminOptions admin = file.admin().withTokenDirectory(stateDirectory);
        return flags.bool(Flag.ADMIN_READ_ONLY) ? admin.withReadOnly(true) : admin;
    }

    /**
     * Returns who may see the pages. A user without a password, or a password without a user, would
     * look like protection and be none.
     */
    private static Access monitoringAccess(ParsedFlags flags) {
        String user = flags.text(Flag.MONITORING_USER);
        String password = flags.text(Flag.MONITORING_PASSWORD);
        if (user.isEmpty() && password.isEmpty()) {
            return Access.OPEN;
        }
        if (user.isEmpty() || password.isEmpty() || user.contains(":")) {
            throw new ConfigurationException(
                    "monitoring user",
                    "monitoring_user and monitoring_password: expected both, and no colon in the"
                            + " user");
        }
        return Access.user(user, password);
    }

    /**
     * Returns the count. As in the Go server, a count of 0 or less closes a client on its first
     * failure.
     */
    private static int heartbeatFailCount(ParsedFlags flags) {
        return (int) Math.clamp(flags.integer(Flag.HB_FAIL_COUNT), 0L, Integer.MAX_VALUE);
    }

    private static Limits limits(ParsedFlags flags) {
        return new Limits(
                flags.integer(Flag.MAX_CHANNELS),
                flags.integer(Flag.MAX_SUBS),
                flags.integer(Flag.MAX_MSGS),
                flags.size(Flag.MAX_BYTES).orElseThrow(),
                duration(flags, Flag.MAX_AGE),
                duration(flags, Flag.MAX_INACTIVITY));
    }

    private static Duration duration(ParsedFlags flags, Flag flag) {
        return Duration.ofNanos(flags.durationNanos(flag));
    }

    private static @Nullable Path path(ParsedFlags flags, Flag flag) {
        String path = flags.text(flag);
        return path.isEmpty() ? null : Path.of(path);
    }

    private static List<String> remarks(
            ParsedFlags flags,
            FileOptions file,
            NatsSecurity security,
            Map<String, String> environment) {
        List<String> remarks = new ArrayList<>(file.warnings());
        remarks.addAll(file.remarks());
        remarks.addAll(file.remarksInGroup());
        remarks.addAll(file.unknown().remarks());
        remarks.addAll(SecurityFlags.remarks(security));
        remarks.addAll(EncryptionFlags.remarks(flags, environment));
        remarks.addAll(ExternalNatsFlags.remarks(flags));
        for (Flag flag : flags.flags()) {
            if (!flags.isDefault(flag)) {
                String because = whyWithoutEffect(flag, flags);
                if (!because.isEmpty()) {
                    remarks.add(flags.labelOf(flag) + " has no effect: " + because);
                }
            }
        }
        return remarks;
    }

    /** Returns why a flag has no effect beside the others; empty if it has one. */
    static String whyWithoutEffect(Flag flag, ParsedFlags flags) {
        FlagSupport support = flag.support();
        if (support instanceof FlagSupport.Used) {
            return ExternalNatsFlags.whyWithoutEffect(flag, flags)
                    + FtGroupFlags.whyWithoutEffect(flag, flags);
        }
        if (support instanceof FlagSupport.OfStore(String store)) {
            return unlessIn(store, flags);
        }
        if (support instanceof FlagSupport.Inert(String because)) {
            return TakeoverFlags.uses(flag, flags) ? "" : because;
        }
        if (support instanceof FlagSupport.OfExternalNats(String because)) {
            return ExternalNatsFlags.areGiven(flags) ? "" : because;
        }
        if (support instanceof FlagSupport.MissingUnlessInGroup(String ignored, String inGroup)) {
            return inGroup;
        }
        return ""; // missing, so it was refused before
    }

    private static String unlessIn(String store, ParsedFlags flags) {
        return flags.text(Flag.STORE).equalsIgnoreCase(store)
                ? ""
                : "it belongs to the " + store + " store";
    }
}
