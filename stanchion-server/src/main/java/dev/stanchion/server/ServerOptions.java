package dev.stanchion.server;

import dev.stanchion.engine.finding.FindingKinds;
import dev.stanchion.engine.identity.DuplicatePolicies;
import dev.stanchion.engine.identity.DuplicatePolicy;
import dev.stanchion.engine.policy.Policies;
import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.tls.Tls;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.monitoring.Access;
import dev.stanchion.server.rights.StreamingUsers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The options of a server. Immutable.
 *
 * <pre>{@code
 * ServerOptions options = ServerOptions.builder().clusterId("ticketing").port(0).build();
 * }</pre>
 *
 * @param clusterId the cluster ID, by which clients find the server
 * @param discoverPrefix the prefix of the subject on which clients find the server
 * @param host the address to listen on, for clients; 0.0.0.0 is every address of the machine
 * @param port for clients; 0 lets the system choose a free one
 * @param monitoringHost the address of the monitoring port; empty means the one for clients
 * @param monitoringPort for HTTP; 0 lets the system choose a free one, {@link #NO_MONITORING} means
 *     that there is none
 * @param httpBasePath the prefix of the paths of NATS monitoring: empty, or like {@code /nats}
 * @param serverName the name for clients and monitoring; empty means the server's ID
 * @param nats the limits of the NATS part for its connections; its host, port, name and loops do
 *     not count, because they are options here
 * @param access other ways for clients to reach the server, and how the server sends them away
 * @param limits the limits of all channels, unless {@code channelLimits} has others
 * @param channelLimits the changes for channel names, or for patterns with {@code *} for one token
 *     and {@code >} for the rest; if several match, the wider ones change the limits first
 * @param heartbeatInterval the time between two heartbeats to a client
 * @param heartbeatTimeout how long the answer to a heartbeat may take
 * @param heartbeatFailCount how many heartbeats in a row may fail before the server closes the
 *     client
 * @param replaceDurable whether a second subscription to a durable replaces the first one
 * @param duplicatePolicies the policies for a client whose ID is in use
 * @param eventLoops the number of threads, each with its own channels; 0 means one for every two
 *     cores
 * @param security who may connect, and how connections are encrypted; users may have {@link
 *     dev.stanchion.server.rights.StreamingPermissions} attached
 * @param monitoringTls whether monitoring is HTTPS, with the certificate of {@code security}
 * @param sessionJournal whether clients survive a restart of a memory store; needs a fixed port
 * @param storeEncryption whether and how the store encrypts messages
 * @param store the store of channels, subscriptions and clients
 * @param monitoringAccess who may see the monitoring pages
 * @param externalNats where clients connect, if not here; then no port for clients is opened
 * @param admin who may change something through the API of the monitoring port
 * @param ftGroup the group of servers with this store of which one is active, if there is one; a
 *     server with the JETSTREAM store always has one
 * @param policies what an operator wants for channels
 * @param findings what to look for that is likely wrong
 * @param time where the server takes its time from; a test may steer it
 */
public record ServerOptions(
        String clusterId,
        String discoverPrefix,
        String host,
        int port,
        String monitoringHost,
        int monitoringPort,
        String httpBasePath,
        String serverName,
        NatsServerOptions nats,
        ClientAccess access,
        Limits limits,
        Map<String, UnaryOperator<Limits>> channelLimits,
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        int heartbeatFailCount,
        boolean replaceDurable,
        DuplicatePolicies duplicatePolicies,
        Compatibility compatibility,
        int eventLoops,
        SessionJournal sessionJournal,
        NatsSecurity security,
        boolean monitoringTls,
        StoreEncryption storeEncryption,
        StoreChoice store,
        Access monitoringAccess,
        AdminOptions admin,
        Optional<ExternalNats> externalNats,
        Optional<FtGroup> ftGroup,
        Policies policies,
        FindingKinds findings,
        TimeSource time) {
    /** The {@link #monitoringPort} of a server without monitoring. */
    public static final int NO_MONITORING = -1;

    private static final int MAX_PORT = 65_535;

    /**
     * Checks the values.
     *
     * @throws ConfigurationException if no server could run with a value
     */
    public ServerOptions {
        if (!isSubject(clusterId)) {
            throw new ConfigurationException("cluster ID", badClusterId(clusterId));
        }
        require(isSubject(discoverPrefix), "discover prefix", discoverPrefix, "a subject");
        require(!host.isBlank(), "host", host, "an address or a name");
        require(port >= 0 && port <= MAX_PORT, "port", port, "0 to 65535");
        require(
                monitoringPort >= NO_MONITORING && monitoringPort <= MAX_PORT,
                "monitoring port",
                monitoringPort,
                "-1 to 65535");
        require(
                httpBasePath.isEmpty() || httpBasePath.matches("(/[A-Za-z0-9._~-]+)+"),
                "http_base_path",
                httpBasePath,
                "like /nats");
        require(
                isPositive(heartbeatInterval),
                "heartbeat interval",
                heartbeatInterval,
                "more than 0");
        require(isPositive(heartbeatTimeout), "heartbeat timeout", heartbeatTimeout, "more than 0");
        require(heartbeatFailCount >= 0, "heartbeat fail count", heartbeatFailCount, "at least 0");
        boolean leases =
                duplicatePolicies.rules().stream()
                        .anyMatch(rule -> rule.policy() instanceof DuplicatePolicy.Lease);
        require(
                !leases || compatibility != Compatibility.STRICT,
                "duplicate clients",
                duplicatePolicies,
                "no lease with strict compatibility, where copies cannot be told apart");
        require(
                eventLoops >= 0 && eventLoops <= NatsServerOptions.MAX_LOOPS,
                "event_loops",
                eventLoops,
                "0 to " + NatsServerOptions.MAX_LOOPS);
        boolean needsPort = externalNats.isEmpty();
        requireSessionJournal(sessionJournal, needsPort ? port : 1, compatibility);
        requireSecurity(security, monitoringTls, compatibility);
        if (externalNats.isPresent()) {
            OnlyEmbedded.refuse(security, access, monitoringTls);
        }
        if (ftGroup.isPresent()) {
            FtGroup.requireStore(store);
        } else if (store instanceof StoreChoice.JetStream) {
            ftGroup = Optional.of(FtGroup.ofClusterId());
        }
        channelLimits = Map.copyOf(channelLimits);
        LimitsTable table = new LimitsTable(limits, channelLimits);
        table.check();
        DelaysWithinAge.check(policies, table);
    }

    /** Returns the name by which pages call the server. */
    String shownName() {
        return serverName.isEmpty() ? clusterId : serverName;
    }

    /** Returns the limits of each channel. */
    LimitsTable limitsTable() {
        return new LimitsTable(limits, channelLimits);
    }

    /** Returns the error. It begins with the text of the Go server, because tools look for that. */
    private static String badClusterId(String clusterId) {
        return "could not subscribe to discover subject: nats: invalid subject (cluster ID \""
                + clusterId
                + "\"; expected: neither empty nor with spaces, * or >)";
    }

    /** Returns whether the cluster ID can be the end of a subject. */
    private static boolean isSubject(String clusterId) {
        return !clusterId.isEmpty()
                && !clusterId.startsWith(".")
                && !clusterId.endsWith(".")
                && !clusterId.contains("..")
                && clusterId.chars().noneMatch(ServerOptions::isForbidden);
    }

    private static boolean isForbidden(int character) {
        return character <= ' ' || character == 0x7F || character == '*' || character == '>';
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void requireSessionJournal(
            SessionJournal journal, int port, Compatibility compatibility) {
        if (journal instanceof SessionJournal.Off) {
            return;
        }
        if (port == 0) {
            throw new ConfigurationException(
                    "session journal",
                    "session journal: the port is any free one, so clients could not find the"
                            + " server after a restart; name a port, or leave the journal off");
        }
        if (compatibility == Compatibility.STRICT) {
            throw new ConfigurationException(
                    "session journal",
                    "session journal: with strict compatibility no client survives a restart;"
                            + " leave one of the two off");
        }
    }

    /**
     * Returns these options with the changes that a running server can take from others (see {@code
     * reload}).
     */
    ServerOptions reloaded(ServerOptions wanted) {
        return toBuilder()
                .nats(wanted.nats())
                .access(wanted.access())
                .security(wanted.security())
                .policies(wanted.policies())
                .build();
    }

    /** Checks the rules that shall replace these. */
    void requireSecurity(NatsSecurity changed) {
        requireSecurity(changed, monitoringTls, compatibility);
        if (externalNats.isPresent()) {
            OnlyEmbedded.refuse(changed, access, monitoringTls);
        }
    }

    private static void requireSecurity(
            NatsSecurity security, boolean monitoringTls, Compatibility compatibility) {
        if (monitoringTls && security.tls() instanceof Tls.Off) {
            throw new ConfigurationException(
                    "monitoring", "Can't start monitoring: TLS cert and key required for HTTPS");
        }
        if (StreamingUsers.areIn(security) && compatibility == Compatibility.STRICT) {
            throw new ConfigurationException(
                    "streaming rights",
                    "streaming rights of users: with strict compatibility all clients share the"
                            + " subjects of their requests, and anybody could ask in another's"
                            + " name; leave one of the two off");
        }
    }

    private static void require(boolean holds, String option, Object value, String expected) {
        if (!holds) {
            String shown =
                    value instanceof Duration time ? GoText.duration(time) : value.toString();
            throw new ConfigurationException(
                    option, option + ": \"" + shown + "\" (expected: " + expected + ")");
        }
    }

    /**
     * Returns a builder with the defaults of NATS Streaming, without monitoring. The server listens
     * on loopback only, because an embedded server is rarely for the network, and the defaults need
     * no password.
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with these options. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Collects options; not safe for use by many threads. */
    public static final class Builder {
        private String clusterId = "test-cluster";
        private String discoverPrefix = "_STAN.discover";
        private String host = "127.0.0.1";
        private int port = 4222;
        private String monitoringHost = "";
        private int monitoringPort = NO_MONITORING;
        private String httpBasePath = "";
        private String serverName = "";
        private NatsServerOptions nats = NatsServerOptions.defaults();
        private ClientAccess access = ClientAccess.DEFAULT;
        private Limits limits = Limits.DEFAULT;
        private Map<String, UnaryOperator<Limits>> channelLimits = Map.of();
        private Duration heartbeatInterval = Duration.ofSeconds(30);
        private Duration heartbeatTimeout = Duration.ofSeconds(10);
        private int heartbeatFailCount = 10;
        private boolean replaceDurable;
        private DuplicatePolicies duplicatePolicies = DuplicatePolicies.REJECT_ALL;
        private Compatibility compatibility = Compatibility.IMPROVED;
        private int eventLoops;
        private SessionJournal sessionJournal = SessionJournal.OFF;
        private StoreEncryption storeEncryption = StoreEncryption.OFF;
        private NatsSecurity security = NatsSecurity.NONE;
        private boolean monitoringTls;
        private StoreChoice store = StoreChoice.MEMORY;
        private Access monitoringAccess = Access.OPEN;
        private AdminOptions admin = AdminOptions.DEFAULT;
        private Optional<ExternalNats> externalNats = Optional.empty();
        private Policies policies = Policies.NONE;
        private FindingKinds findings = FindingKinds.ALL;
        private TimeSource time = TimeSource.SYSTEM;
        private Optional<FtGroup> ftGroup = Optional.empty();

        private Builder() {}

        private Builder(ServerOptions from) {
            clusterId = from.clusterId;
            discoverPrefix = from.discoverPrefix;
            host = from.host;
            port = from.port;
            monitoringHost = from.monitoringHost;
            monitoringPort = from.monitoringPort;
            httpBasePath = from.httpBasePath;
            serverName = from.serverName;
            nats = from.nats;
            access = from.access;
            limits = from.limits;
            channelLimits = from.channelLimits;
            heartbeatInterval = from.heartbeatInterval;
            heartbeatTimeout = from.heartbeatTimeout;
            heartbeatFailCount = from.heartbeatFailCount;
            replaceDurable = from.replaceDurable;
            duplicatePolicies = from.duplicatePolicies;
            compatibility = from.compatibility;
            eventLoops = from.eventLoops;
            sessionJournal = from.sessionJournal;
            security = from.security;
            monitoringTls = from.monitoringTls;
            storeEncryption = from.storeEncryption;
            store = from.store;
            monitoringAccess = from.monitoringAccess;
            admin = from.admin;
            externalNats = from.externalNats;
            ftGroup = from.ftGroup;
            policies = from.policies;
            findings = from.findings;
            time = from.time;
        }

        public Builder clusterId(String clusterId) {
            this.clusterId = clusterId;
            return this;
        }

        public Builder discoverPrefix(String prefix) {
            this.discoverPrefix = prefix;
            return this;
        }

        public Builder host(String host) {
            this.host = host;
            return this;
        }

        public Builder port(int port) {
            this.port = port;
            return this;
        }

        public Builder monitoringHost(String host) {
            this.monitoringHost = host;
            return this;
        }

        public Builder monitoringPort(int port) {
            this.monitoringPort = port;
            return this;
        }

        public Builder httpBasePath(String path) {
            this.httpBasePath = path;
            return this;
        }

        public Builder serverName(String name) {
            this.serverName = name;
            return this;
        }

        public Builder nats(NatsServerOptions nats) {
            this.nats = nats;
            return this;
        }

        public Builder access(ClientAccess access) {
            this.access = access;
            return this;
        }

        public Builder limits(Limits limits) {
            this.limits = limits;
            return this;
        }

        /** Sets the changes of limits for channels, by name or pattern. */
        public Builder channelLimits(Map<String, UnaryOperator<Limits>> changesByPattern) {
            this.channelLimits = changesByPattern;
            return this;
        }

        public Builder heartbeatInterval(Duration interval) {
            this.heartbeatInterval = interval;
            return this;
        }

        public Builder heartbeatTimeout(Duration timeout) {
            this.heartbeatTimeout = timeout;
            return this;
        }

        public Builder heartbeatFailCount(int count) {
            this.heartbeatFailCount = count;
            return this;
        }

        public Builder replaceDurable(boolean replace) {
            this.replaceDurable = replace;
            return this;
        }

        /** Sets the policies for clients whose ID is in use. The default refuses them. */
        public Builder duplicatePolicies(DuplicatePolicies policies) {
            this.duplicatePolicies = policies;
            return this;
        }

        public Builder compatibility(Compatibility compatibility) {
            this.compatibility = compatibility;
            return this;
        }

        public Builder eventLoops(int loops) {
            this.eventLoops = loops;
            return this;
        }

        public Builder sessionJournal(SessionJournal journal) {
            this.sessionJournal = journal;
            return this;
        }

        /**
         * Sets who may connect, and how connections are encrypted. By default anybody may connect,
         * without encryption.
         */
        public Builder security(NatsSecurity security) {
            this.security = security;
            return this;
        }

        public Builder monitoringTls(boolean encrypted) {
            this.monitoringTls = encrypted;
            return this;
        }

        public Builder storeEncryption(StoreEncryption encryption) {
            this.storeEncryption = encryption;
            return this;
        }

        public Builder store(StoreChoice choice) {
            this.store = choice;
            return this;
        }

        public Builder monitoringAccess(Access access) {
            this.monitoringAccess = access;
            return this;
        }

        /** Sets who may change something through the API. By default nobody may. */
        public Builder admin(AdminOptions options) {
            this.admin = options;
            return this;
        }

        /** Serves the clients of these NATS servers, and opens no port for clients. */
        public Builder externalNats(ExternalNats nats) {
            return externalNats(Optional.of(nats));
        }

        public Builder ftGroup(FtGroup group) {
            return ftGroup(Optional.of(group));
        }

        /** As {@link #ftGroup(FtGroup)}, if there is one. */
        public Builder ftGroup(Optional<FtGroup> group) {
            this.ftGroup = group;
            return this;
        }

        /** Sets what an operator wants for channels. By default nothing. */
        public Builder policies(Policies wanted) {
            this.policies = wanted;
            return this;
        }

        /** Sets what to look for that is likely wrong. By default everything. */
        public Builder findings(FindingKinds kinds) {
            this.findings = kinds;
            return this;
        }

        /** Sets where the server takes its time from. By default it is that of the machine. */
        public Builder time(TimeSource source) {
            this.time = source;
            return this;
        }

        /** As {@link #externalNats(ExternalNats)}, if there are any. */
        public Builder externalNats(Optional<ExternalNats> nats) {
            this.externalNats = nats;
            return this;
        }

        /**
         * Returns the options.
         *
         * @throws ConfigurationException if one of them cannot work
         */
        public ServerOptions build() {
            return new ServerOptions(
                    clusterId,
                    discoverPrefix,
                    host,
                    port,
                    monitoringHost,
                    monitoringPort,
                    httpBasePath,
                    serverName,
                    nats,
                    access,
                    limits,
                    channelLimits,
                    heartbeatInterval,
                    heartbeatTimeout,
                    heartbeatFailCount,
                    replaceDurable,
                    duplicatePolicies,
                    compatibility,
                    eventLoops,
                    sessionJournal,
                    security,
                    monitoringTls,
                    storeEncryption,
                    store,
                    monitoringAccess,
                    admin,
                    externalNats,
                    ftGroup,
                    policies,
                    findings,
                    time);
        }
    }
}
