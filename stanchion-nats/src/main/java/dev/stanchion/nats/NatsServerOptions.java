package dev.stanchion.nats;

import dev.stanchion.nats.connection.ConnectionLimits;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The options of a server. Start from {@link #defaults()} and change what differs.
 *
 * @param host the address to listen on
 * @param port the client port; 0 or -1 lets the system choose one
 * @param serverName the name that clients are told; empty means the server's ID
 * @param version the version that clients are told; they read features from it, so it is a NATS
 *     version
 * @param maxConnections connections beyond it are refused with an error
 * @param maxControlLineBytes the longest line of arguments
 * @param maxPayloadBytes the longest headers and payload together, at most maxPendingBytes
 * @param maxPendingBytes what may be queued for one connection before the server closes it
 * @param maxSubscriptions per connection; 0 means unlimited
 * @param maxSubjectTokens the most a subscription's subject may have; 0 means unlimited
 * @param pingInterval the time between two PINGs to an idle connection
 * @param pingMax how many PINGs may stay unanswered
 * @param writeDeadline how long one batch of output may take before the server closes the
 *     connection
 * @param loops the number of event loops; 0 means one for every two cores
 * @param maxTracedBytes how much of a payload a trace of the protocol shows; 0 means all
 */
public record NatsServerOptions(
        String host,
        int port,
        String serverName,
        String version,
        int maxConnections,
        int maxControlLineBytes,
        int maxPayloadBytes,
        long maxPendingBytes,
        int maxSubscriptions,
        int maxSubjectTokens,
        Duration pingInterval,
        int pingMax,
        Duration writeDeadline,
        int loops,
        int maxTracedBytes) {
    /** The greatest number of event loops that a server can be asked to have. */
    public static final int MAX_LOOPS = 1024;

    private static final int MAX_PORT = 65_535;
    private static final int MAX_SUBJECT_TOKENS = 255;
    private static final int KIB = 1024;
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+.*");

    /**
     * Checks every option.
     *
     * @throws IllegalArgumentException with a text like {@code max_payload: 0 (expected: …)}
     */
    public NatsServerOptions {
        check(!host.isBlank(), "host", host, "an address or name");
        check(port >= -1 && port <= MAX_PORT, "port", port, "-1 to 65535");
        check(VERSION.matcher(version).matches(), "version", version, "like 2.10.0");
        check(maxConnections > 0, "max_connections", maxConnections, "at least 1");
        check(maxControlLineBytes > 0, "max_control_line", maxControlLineBytes, "at least 1");
        check(
                maxPayloadBytes > 0 && maxPayloadBytes <= maxPendingBytes,
                "max_payload",
                maxPayloadBytes,
                "1 to max_pending, which is " + maxPendingBytes);
        check(maxSubscriptions >= 0, "max_subscriptions", maxSubscriptions, "0 or more");
        check(
                maxSubjectTokens >= 0 && maxSubjectTokens <= MAX_SUBJECT_TOKENS,
                "max_sub_tokens",
                maxSubjectTokens,
                "0 to " + MAX_SUBJECT_TOKENS);
        check(isPositive(pingInterval), "ping_interval", pingInterval, "more than 0");
        check(pingMax > 0, "ping_max", pingMax, "at least 1");
        check(isPositive(writeDeadline), "write_deadline", writeDeadline, "more than 0");
        check(maxTracedBytes >= 0, "max_traced_msg_len", maxTracedBytes, "0 or more");
        check(loops >= 0 && loops <= MAX_LOOPS, "loops", loops, "0 to " + MAX_LOOPS);
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void check(boolean holds, String option, Object value, String expected) {
        if (!holds) {
            Object shown = value instanceof Duration time ? time.toMillis() + "ms" : value;
            throw new IllegalArgumentException(
                    option + ": " + shown + " (expected: " + expected + ")");
        }
    }

    /** Returns the defaults of the reference server, but with the address 127.0.0.1:4222. */
    public static NatsServerOptions defaults() {
        return new Draft().toOptions();
    }

    /** Returns what a server with these options allows its connections. */
    ConnectionLimits connectionLimits() {
        return new ConnectionLimits(
                maxConnections,
                maxControlLineBytes,
                maxPayloadBytes,
                maxPendingBytes,
                maxSubscriptions,
                maxSubjectTokens,
                pingInterval,
                pingMax,
                writeDeadline,
                maxTracedBytes);
    }

    /** Returns these options with another {@link #host}. */
    public NatsServerOptions withHost(String host) {
        return with(draft -> draft.host = host);
    }

    /** Returns these options with another {@link #port}. */
    public NatsServerOptions withPort(int port) {
        return with(draft -> draft.port = port);
    }

    /** Returns these options with another {@link #serverName}. */
    public NatsServerOptions withServerName(String serverName) {
        return with(draft -> draft.serverName = serverName);
    }

    /** Returns these options with another {@link #version}. */
    public NatsServerOptions withVersion(String version) {
        return with(draft -> draft.version = version);
    }

    /** Returns these options with another {@link #maxConnections}. */
    public NatsServerOptions withMaxConnections(int maxConnections) {
        return with(draft -> draft.maxConnections = maxConnections);
    }

    /** Returns these options with another {@link #maxControlLineBytes}. */
    public NatsServerOptions withMaxControlLineBytes(int maxControlLineBytes) {
        return with(draft -> draft.maxControlLineBytes = maxControlLineBytes);
    }

    /** Returns these options with another {@link #maxPayloadBytes}. */
    public NatsServerOptions withMaxPayloadBytes(int maxPayloadBytes) {
        return with(draft -> draft.maxPayloadBytes = maxPayloadBytes);
    }

    /** Returns these options with another {@link #maxPendingBytes}. */
    public NatsServerOptions withMaxPendingBytes(long maxPendingBytes) {
        return with(draft -> draft.maxPendingBytes = maxPendingBytes);
    }

    /** Returns these options with another {@link #maxSubscriptions}. */
    public NatsServerOptions withMaxSubscriptions(int maxSubscriptions) {
        return with(draft -> draft.maxSubscriptions = maxSubscriptions);
    }

    /** Returns these options with another {@link #maxSubjectTokens}. */
    public NatsServerOptions withMaxSubjectTokens(int maxSubjectTokens) {
        return with(draft -> draft.maxSubjectTokens = maxSubjectTokens);
    }

    /** Returns these options with another {@link #pingInterval}. */
    public NatsServerOptions withPingInterval(Duration pingInterval) {
        return with(draft -> draft.pingInterval = pingInterval);
    }

    /** Returns these options with another {@link #pingMax}. */
    public NatsServerOptions withPingMax(int pingMax) {
        return with(draft -> draft.pingMax = pingMax);
    }

    /** Returns these options with another {@link #writeDeadline}. */
    public NatsServerOptions withWriteDeadline(Duration writeDeadline) {
        return with(draft -> draft.writeDeadline = writeDeadline);
    }

    /** Returns these options with another {@link #loops}. */
    public NatsServerOptions withLoops(int loops) {
        return with(draft -> draft.loops = loops);
    }

    /** Returns these options with another {@link #maxTracedBytes}. */
    public NatsServerOptions withMaxTracedBytes(int maxTracedBytes) {
        return with(draft -> draft.maxTracedBytes = maxTracedBytes);
    }

    private NatsServerOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.toOptions();
    }

    /** The options while they change, one by one. Confined to one call. */
    private static final class Draft {
        private String host = "127.0.0.1";
        private int port = 4222;
        private String serverName = "";
        private String version = "2.10.29";
        private int maxConnections = 65_536;
        private int maxControlLineBytes = 4 * KIB;
        private int maxPayloadBytes = KIB * KIB;
        private long maxPendingBytes = 64L * KIB * KIB;
        private int maxSubscriptions;
        private int maxSubjectTokens;
        private Duration pingInterval = Duration.ofMinutes(2);
        private int pingMax = 2;
        private Duration writeDeadline = Duration.ofSeconds(10);
        private int loops;
        private int maxTracedBytes;

        Draft() {}

        Draft(NatsServerOptions from) {
            host = from.host;
            port = from.port;
            serverName = from.serverName;
            version = from.version;
            maxConnections = from.maxConnections;
            maxControlLineBytes = from.maxControlLineBytes;
            maxPayloadBytes = from.maxPayloadBytes;
            maxPendingBytes = from.maxPendingBytes;
            maxSubscriptions = from.maxSubscriptions;
            maxSubjectTokens = from.maxSubjectTokens;
            pingInterval = from.pingInterval;
            pingMax = from.pingMax;
            writeDeadline = from.writeDeadline;
            loops = from.loops;
            maxTracedBytes = from.maxTracedBytes;
        }

        NatsServerOptions toOptions() {
            return new NatsServerOptions(
                    host,
                    port,
                    serverName,
                    version,
                    maxConnections,
                    maxControlLineBytes,
                    maxPayloadBytes,
                    maxPendingBytes,
                    maxSubscriptions,
                    maxSubjectTokens,
                    pingInterval,
                    pingMax,
                    writeDeadline,
                    loops,
                    maxTracedBytes);
        }
    }
}
