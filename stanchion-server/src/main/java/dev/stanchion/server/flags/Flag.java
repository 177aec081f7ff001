package dev.stanchion.server.flags;

import static dev.stanchion.server.flags.FlagSupport.USED;
import static dev.stanchion.server.flags.Kind.BOOL;
import static dev.stanchion.server.flags.Kind.DURATION;
import static dev.stanchion.server.flags.Kind.INTEGER;
import static dev.stanchion.server.flags.Kind.SIZE;
import static dev.stanchion.server.flags.Kind.TEXT;
import static dev.stanchion.server.flags.Kind.TEXTS;

import java.util.List;

/**
 * The flags, each with its names, the kind of its value, its default, what this version does with
 * it, and its line of the usage text. A flag with an empty line is not in the usage text.
 *
 * <p>Source: {@code spec/operations.md} 1.3.
 */
@SuppressWarnings("ImmutableEnumChecker") // it cannot see that List.of and records are immutable
public enum Flag {
    CLUSTER_ID("cid cluster_id", TEXT, "test-cluster", USED, "Cluster ID"),
    STORE("st store", TEXT, "MEMORY", USED, "Store for the messages: MEMORY|FILE|SQL|JETSTREAM"),
    DIR("dir", TEXT, "", FlagSupport.FILE_STORE, "Root directory of the FILE store"),
    /** The Go server does not have this flag. Its own files need none. */
    TAKEOVER(
            "takeover",
            BOOL,
            "false",
            FlagSupport.FILE_STORE,
            "Copy the files of NATS Streaming in -dir at the first start, and leave them as they are"),
    MAX_CHANNELS(
            "mc max_channels", INTEGER, "100", USED, "Maximum number of channels (0: no limit)"),
    MAX_SUBS(
            "msu max_subs",
            INTEGER,
            "1000",
            USED,
            "Maximum number of subscriptions per channel (0: no limit)"),
    MAX_MSGS(
            "mm max_msgs",
            INTEGER,
            "1000000",
            USED,
            "Maximum number of messages per channel (0: no limit)"),
    MAX_BYTES(
            "mb max_bytes",
            SIZE,
            "1024000000",
            USED,
            "Maximum bytes of messages per channel (0: no limit)"),
    MAX_AGE(
            "ma max_age",
            DURATION,
            "0s",
            USED,
            "How long the server keeps a message (0s: no limit)"),
    MAX_INACTIVITY(
            "mi max_inactivity",
            DURATION,
            "0s",
            USED,
            "Delete an unused channel after this time (0s: never)"),
    NATS_SERVER(
            "ns nats_server",
            TEXT,
            "",
            USED,
            "Serve the clients of the NATS servers at these URLs, and open no port for clients"),
    STAN_CONFIG("sc stan_config", TEXT, "", USED, "Streaming configuration file"),
    HB_INTERVAL(
            "hbi hb_interval", DURATION, "30s", USED, "Interval between heartbeats to a client"),
    HB_TIMEOUT(
            "hbt hb_timeout",
            DURATION,
            "10s",
            USED,
            "How long to wait for the answer to a heartbeat"),
    HB_FAIL_COUNT(
            "hbf hb_fail_count",
            INTEGER,
            "10",
            USED,
            "Failed heartbeats in a row after which a client is closed"),
    FT_GROUP(
            "ft_group",
            TEXT,
            "",
            USED,
            "Name of the group of servers with one store; one is active, another takes over"),
    /** The Go server does not have this flag. */
    FT_SHARED(
            "ft_shared",
            BOOL,
            "false",
            USED,
            "With the FILE store: the members of the group are on several machines"),
    /** The Go server does not have this flag. A busy machine may need a longer silence. */
    HA_SILENCE(
            "ha_silence",
            DURATION,
            "1.5s",
            USED,
            "How long the active of a group may be silent before another takes over"),
    /** The Go server does not have this flag. */
    HA(
            "ha",
            TEXT,
            "follow",
            FlagSupport.JETSTREAM_STORE,
            "What a second server with the cluster ID does: follow and take over, or off: refuse"),
    /** The Go server does not have this flag. */
    HA_RING(
            "ha_ring",
            SIZE,
            "64MB",
            USED,
            "With -ns: how much a member of a group keeps of what the active has not answered"),
    SIGNAL(
            "sl signal",
            TEXT,
            "",
            USED,
            "Send a running server: stop|quit|term|reopen|reload|ldm[=<pid or file>]"),
    ENCRYPT("encrypt", BOOL, "false", USED, "Encrypt stored messages"),
    ENCRYPTION_CIPHER("encryption_cipher", TEXT, "", USED, "Cipher: AES or CHACHA"),
    ENCRYPTION_KEY(
            "encryption_key",
            TEXT,
            "",
            USED,
            "Encryption key; safer in $NATS_STREAMING_ENCRYPTION_KEY"),
    /** The Go server does not have this flag. It allows several keys, so keys can be rotated. */
    ENCRYPTION_KEY_FILE(
            "encryption_key_file",
            TEXT,
            "",
            USED,
            "File of keys, one per line; the first one encrypts, all decrypt"),
    REPLACE_DURABLE(
            "replace_durable",
            BOOL,
            "false",
            USED,
            "A second subscription to a durable replaces the first one"),
    /** The Go server does not have this flag. An operator may have to name a directory. */
    SESSION_JOURNAL(
            "session_journal",
            TEXT,
            "on",
            USED,
            "Let clients survive a restart of a MEMORY server: on|off|<directory>"),
    /** The Go server does not have this flag, because its runtime manages the threads. */
    EVENT_LOOPS(
            "event_loops",
            INTEGER,
            "0",
            USED,
            "Threads for clients and channels (0: one for every two cores)"),
    IO_BATCH_SIZE("io_batch_size", INTEGER, "1024", FlagSupport.OWN_BATCHES, ""),
    IO_SLEEP_TIME("io_sleep_time", INTEGER, "0", FlagSupport.OWN_BATCHES, ""),

    CLUSTERED("clustered", BOOL, "false", FlagSupport.CLUSTERING, "Run as a member of a cluster"),
    CLUSTER_NODE_ID("cluster_node_id", TEXT, "", FlagSupport.NEEDS_CLUSTERED, "ID of this member"),
    CLUSTER_BOOTSTRAP(
            "cluster_bootstrap", BOOL, "false", FlagSupport.NEEDS_CLUSTERED, "Lead a new cluster"),
    CLUSTER_PEERS(
            "cluster_peers", TEXT, "", FlagSupport.NEEDS_CLUSTERED, "IDs of the other members"),
    CLUSTER_LOG_PATH("cluster_log_path", TEXT, "", FlagSupport.NEEDS_CLUSTERED, "Replicated log"),
    CLUSTER_LOG_CACHE_SIZE(
            "cluster_log_cache_size",
            INTEGER,
            "512",
            FlagSupport.NEEDS_CLUSTERED,
            "Cached entries"),
    CLUSTER_LOG_SNAPSHOTS(
            "cluster_log_snapshots",
            INTEGER,
            "2",
            FlagSupport.NEEDS_CLUSTERED,
            "Snapshots to keep"),
    CLUSTER_TRAILING_LOGS(
            "cluster_trailing_logs",
            INTEGER,
            "10240",
            FlagSupport.NEEDS_CLUSTERED,
            "Entries to keep behind a snapshot"),
    CLUSTER_SYNC("cluster_sync", BOOL, "false", FlagSupport.NEEDS_CLUSTERED, "Sync each write"),
    CLUSTER_RAFT_LOGGING(
            "cluster_raft_logging", BOOL, "false", FlagSupport.NEEDS_CLUSTERED, "Log elections"),
    CLUSTER_ALLOW_ADD_REMOVE_NODE(
            "cluster_allow_add_remove_node",
            BOOL,
            "false",
            FlagSupport.NEEDS_CLUSTERED,
            "Let requests add and remove members"),
    CLUSTER_PROCEED_ON_RESTORE_FAILURE(
            "cluster_proceed_on_restore_failure", BOOL, "false", FlagSupport.NEEDS_CLUSTERED, ""),

    FILE_COMPACT_ENABLED(
            "file_compact_enabled", BOOL, "true", FlagSupport.OWN_COMPACTION, "Compact files"),
    FILE_COMPACT_FRAG(
            "file_compact_frag",
            INTEGER,
            "50",
            FlagSupport.OWN_COMPACTION,
            "Percentage of unused space that starts a compaction"),
    FILE_COMPACT_INTERVAL(
            "file_compact_interval",
            INTEGER,
            "300",
            FlagSupport.OWN_COMPACTION,
            "Seconds between compactions"),
    FILE_COMPACT_MIN_SIZE(
            "file_compact_min_size",
            SIZE,
            "1048576",
            FlagSupport.OWN_COMPACTION,
            "Minimum size of a file to compact"),
    FILE_BUFFER_SIZE("file_buffer_size", SIZE, "2097152", FlagSupport.OWN_BUFFERS, "Write buffer"),
    FILE_READ_BUFFER_SIZE(
            "file_read_buffer_size", SIZE, "2097152", FlagSupport.FILE_STORE, "Read-ahead buffer"),
    FILE_CRC(
            "file_crc",
            BOOL,
            "true",
            FlagSupport.OWN_CHECKSUMS,
            "Compute a checksum for each record"),
    FILE_CRC_POLY(
            "file_crc_poly",
            INTEGER,
            "3988292384",
            FlagSupport.OWN_CHECKSUMS,
            "Polynomial of the checksum"),
    FILE_SYNC(
            "file_sync",
            BOOL,
            "true",
            FlagSupport.FILE_STORE,
            "Sync before acknowledging a message"),
    /** As {@link #MONITORING_USER}. It combines -file_sync and -file_auto_sync. */
    FILE_SYNC_LEVEL(
            "",
            TEXT,
            "",
            FlagSupport.FILE_STORE,
            "When the FILE store syncs: always|<interval>|os"),
    FILE_SLICE_MAX_MSGS(
            "file_slice_max_msgs", INTEGER, "0", FlagSupport.FILE_STORE, "Messages per slice"),
    FILE_SLICE_MAX_BYTES(
            "file_slice_max_bytes", SIZE, "67108864", FlagSupport.FILE_STORE, "Bytes per slice"),
    FILE_SLICE_MAX_AGE(
            "file_slice_max_age", DURATION, "0s", FlagSupport.FILE_STORE, "Time span of a slice"),
    FILE_SLICE_ARCHIVE_SCRIPT(
            "file_slice_archive_script",
            TEXT,
            "",
            FlagSupport.FILE_STORE,
            "Program that the server runs for each removed slice"),
    FILE_FDS_LIMIT(
            "file_fds_limit", INTEGER, "0", FlagSupport.FILE_STORE, "Maximum number of open files"),
    FILE_PARALLEL_RECOVERY(
            "file_parallel_recovery",
            INTEGER,
            "1",
            FlagSupport.FILE_STORE,
            "Channels to recover in parallel"),
    FILE_TRUNCATE_BAD_EOF(
            "file_truncate_bad_eof",
            BOOL,
            "false",
            FlagSupport.OWN_TORN_ENDS,
            "Cut off a torn end"),
    FILE_AUTO_SYNC(
            "file_auto_sync",
            DURATION,
            "1m0s",
            FlagSupport.FILE_STORE,
            "Interval between syncs without -file_sync (0s: never)"),
    /** The Go server does not have this flag. It fails when the disk is full. */
    FILE_RESERVE(
            "file_reserve",
            SIZE,
            "67108864",
            FlagSupport.FILE_STORE,
            "Disk space to keep free; with less, the server refuses messages"),
    /** The Go server does not have this flag. */
    FILE_MEMORY(
            "file_memory",
            SIZE,
            "0",
            FlagSupport.FILE_STORE,
            "Memory for the newest messages (0: a quarter of the heap)"),

    SQL_DRIVER("sql_driver", TEXT, "", FlagSupport.SQL_STORE, "Database: mysql or postgres"),
    SQL_SOURCE(
            "sql_source",
            TEXT,
            "",
            FlagSupport.SQL_STORE,
            "Address and credentials of the database"),
    SQL_NO_CACHING(
            "sql_no_caching",
            BOOL,
            "false",
            FlagSupport.SQL_STORE,
            "Write deliveries and acknowledgements with each transaction"),
    SQL_MAX_OPEN_CONNS(
            "sql_max_open_conns",
            INTEGER,
            "0",
            FlagSupport.SQL_STORE,
            "Maximum number of connections (0: 4)"),
    SQL_BULK_INSERT_LIMIT(
            "sql_bulk_insert_limit", INTEGER, "0", FlagSupport.SQL_STORE, "Messages per INSERT"),
    /** The Go server does not have this flag. Its publishers wait as long as the database. */
    SQL_MAX_WAIT(
            "sql_max_wait",
            DURATION,
            "15s",
            FlagSupport.SQL_STORE,
            "How long publishers wait for a database that does not answer"),

    JS_REPLICAS(
            "js_replicas",
            INTEGER,
            "3",
            FlagSupport.JETSTREAM_STORE,
            "Replicas of each stream; 1 where the NATS cluster has one server"),
    JS_STORAGE(
            "js_storage",
            TEXT,
            "file",
            FlagSupport.JETSTREAM_STORE,
            "Where the NATS servers keep streams: file or memory"),
    JS_SUBJECTS(
            "js_subjects",
            TEXT,
            "stan.{cluster}",
            FlagSupport.JETSTREAM_STORE,
            "What the subjects of channels begin with"),
    JS_DOMAIN("js_domain", TEXT, "", FlagSupport.JETSTREAM_STORE, "JetStream domain"),
    JS_PLACEMENT(
            "js_placement",
            TEXT,
            "",
            FlagSupport.JETSTREAM_STORE,
            "Tags of the NATS servers that may have streams, with commas between"),
    JS_COMPRESSION(
            "js_compression",
            TEXT,
            "none",
            FlagSupport.JETSTREAM_STORE,
            "Compression of streams: none or s2"),
    JS_MONITOR(
            "js_monitor",
            TEXT,
            "",
            FlagSupport.JETSTREAM_STORE,
            "Monitoring URLs of the NATS servers, to warn if they do not sync each message"),
    JS_MAX_WAIT(
            "js_max_wait",
            DURATION,
            "25s",
            FlagSupport.JETSTREAM_STORE,
            "How long publishers wait for a NATS cluster that does not answer"),
    JS_NATIVE_WRITERS(
            "js_native_writers",
            BOOL,
            "false",
            FlagSupport.JETSTREAM_STORE,
            "JetStream clients may write to channels: look for their messages"),
    JS_STATE_FROM_STREAMS(
            "js_state_from_streams",
            BOOL,
            "false",
            FlagSupport.JETSTREAM_STORE,
            "Make a deleted bucket anew from the streams; clients and positions are forgotten"),

    SECURE("secure", BOOL, "false", FlagSupport.OWN_CONNECTION, "Use TLS to the NATS server"),
    TLS_CLIENT_KEY(
            "tls_client_key",
            TEXT,
            "",
            FlagSupport.OWN_CONNECTION,
            "Private key for this connection"),
    TLS_CLIENT_CERT(
            "tls_client_cert",
            TEXT,
            "",
            FlagSupport.OWN_CONNECTION,
            "Certificate for this connection"),
    TLS_CLIENT_CACERT(
            "tls_client_cacert",
            TEXT,
            "",
            FlagSupport.OWN_CONNECTION,
            "Certificate authority for this connection"),
    /** The Go server has this as a key of its file only, and so all that follow here. */
    NS_TLS_SERVER_NAME(
            "", TEXT, "", FlagSupport.OWN_CONNECTION, "Name in the certificate of the NATS server"),
    NS_TLS_INSECURE(
            "",
            BOOL,
            "false",
            FlagSupport.OWN_CONNECTION,
            "Do not verify the certificate of the NATS server"),
    NS_USER("", TEXT, "", FlagSupport.OWN_CONNECTION, "User name for this connection"),
    NS_PASSWORD("", TEXT, "", FlagSupport.OWN_CONNECTION, "Password for this connection"),
    NS_TOKEN("", TEXT, "", FlagSupport.OWN_CONNECTION, "Token for this connection"),
    NS_CREDENTIALS(
            "",
            TEXT,
            "",
            FlagSupport.OWN_CONNECTION,
            "File with the JWT and the key's seed for it"),
    NS_NKEY_SEED_FILE(
            "",
            TEXT,
            "",
            FlagSupport.OWN_CONNECTION,
            "File with the key's seed for this connection"),

    STAN_DEBUG("SD stan_debug", BOOL, "false", USED, "Log streaming details"),
    STAN_TRACE("SV stan_trace", BOOL, "false", USED, "Log each streaming request"),
    STAN_DEBUG_TRACE("SDV", BOOL, "false", USED, "Both -SD and -SV"),
    SYSLOG_NAME(
            "syslog_name",
            TEXT,
            "",
            new FlagSupport.Inert("it belongs to Windows services"),
            "Event source of a Windows service"),

    ADDR("a addr net", TEXT, "0.0.0.0", USED, "Address to listen on"),
    PORT("p port", INTEGER, "4222", USED, "Port for clients (-1: any free one)"),
    NAME("n name server_name", TEXT, "", USED, "Name of the NATS server (its ID)"),
    CLIENT_ADVERTISE(
            "client_advertise",
            TEXT,
            "",
            USED,
            "Address to announce to clients: host or host:port"),
    HTTP_PORT(
            "m http_port", INTEGER, "0", USED, "Port for monitoring (0: none) (-1: any free one)"),
    HTTPS_PORT("ms https_port", INTEGER, "0", USED, "Port for monitoring over TLS (0: none)"),
    CONFIG("c config", TEXT, "", USED, "Configuration file"),
    CHECK_CONFIG("t", BOOL, "false", USED, "Test the configuration file and exit"),
    PID("P pid", TEXT, "", USED, "File to write the process ID to"),
    PORTS_FILE_DIR(
            "ports_file_dir", TEXT, "", USED, "Directory for a file that lists the open ports"),
    PROFILE("profile", INTEGER, "0", FlagSupport.PROFILER, ""),
    JETSTREAM("js jetstream", BOOL, "false", FlagSupport.JETSTREAM, ""),
    STORE_DIR("sd store_dir", TEXT, "", FlagSupport.NEEDS_JETSTREAM, ""),
    MAX_TRACED_MSG_LEN(
            "max_traced_msg_len",
            INTEGER,
            "0",
            USED,
            "Bytes of each payload that -V shows (0: all)"),

    LOG("l log", TEXT, "", USED, "File to log to"),
    LOG_SIZE_LIMIT(
            "log_size_limit",
            INTEGER,
            "0",
            USED,
            "Size in bytes at which the log file is rotated (0: never)"),
    LOGTIME("T logtime", BOOL, "true", USED, "Begin each line with the time"),
    LOGTIME_UTC("logtime_utc", BOOL, "false", new FlagSupport.Inert("times are local"), ""),
    SYSLOG("s syslog", BOOL, "false", USED, "Log to syslog"),
    REMOTE_SYSLOG("r remote_syslog", TEXT, "", USED, "Log to a syslog: udp|tcp://host:port"),
    DEBUG("D debug", BOOL, "false", USED, "Log details of NATS connections"),
    TRACE("V trace", BOOL, "false", USED, "Log the NATS protocol"),
    DEBUG_TRACE("DV", BOOL, "false", USED, "Both -D and -V"),
    VERBOSE_TRACE("VV", BOOL, "false", USED, "The same as -V"),
    DEBUG_VERBOSE_TRACE("DVV", BOOL, "false", USED, "The same as -DV"),
    /** As {@link #MONITORING_USER}. */
    LOG_FORMAT("", TEXT, "text", USED, "Form of the log: text (as NATS Streaming) or json"),
    /** As {@link #MONITORING_USER}. */
    LOG_LEVELS("", TEXT, "", USED, "Log levels of single parts: <part>=<level>,..."),

    USER("user", TEXT, "", USED, "User name that clients must send"),
    PASS("pass", TEXT, "", USED, "Password that clients must send"),
    AUTH("auth", TEXT, "", USED, "Token that clients must send"),

    TLS("tls", BOOL, "false", USED, "Use TLS"),
    TLS_CERT("tlscert", TEXT, "", USED, "Certificate of the server"),
    TLS_KEY("tlskey", TEXT, "", USED, "Private key of the server"),
    TLS_VERIFY("tlsverify", BOOL, "false", USED, "Ask clients for certificates"),
    TLS_CACERT("tlscacert", TEXT, "", USED, "Authority of the clients' certificates"),

    ROUTES("routes", TEXT, "", FlagSupport.NATS_CLUSTER, "Other servers of the NATS cluster"),
    CLUSTER(
            "cluster cluster_listen",
            TEXT,
            "",
            FlagSupport.NATS_CLUSTER,
            "URL to listen on for other servers"),
    CLUSTER_NAME("cluster_name", TEXT, "", FlagSupport.NEEDS_CLUSTER, ""),
    CLUSTER_ADVERTISE("cluster_advertise", TEXT, "", FlagSupport.NEEDS_CLUSTER, ""),
    NO_ADVERTISE("no_advertise", BOOL, "false", FlagSupport.NEEDS_CLUSTER, ""),
    CONNECT_RETRIES("connect_retries", INTEGER, "0", FlagSupport.NEEDS_CLUSTER, ""),

    /** The Go server does not have this flag. */
    POLICY(
            "policy",
            TEXT,
            "",
            USED,
            "Policy for channels: <pattern>[/group:<name>]=<key>:<value>,...;... May be repeated"),

    /** As {@link #POLICY}. */
    FINDINGS(
            "findings",
            TEXT,
            "",
            USED,
            "What to look for that is likely wrong: on|off|<kind>=off,..."),

    HELP("h help", BOOL, "false", USED, "Show this text"),
    VERSION("v version", BOOL, "false", USED, "Show the version"),
    HELP_TLS("help_tls", BOOL, "false", USED, "Show how to configure TLS"),

    /** The Go server does not have this flag. Only {@code stanchion server} knows it. */
    MONITORING_USER("", TEXT, "", USED, "User name for the monitoring pages"),
    /** As {@link #MONITORING_USER}. */
    MONITORING_PASSWORD("", TEXT, "", USED, "Password for the monitoring pages"),
    /** As {@link #MONITORING_USER}. */
    ADMIN_READ_ONLY("", BOOL, "false", USED, "Change nothing through the HTTP API"),
    /** As {@link #MONITORING_USER}. */
    DUPLICATE_CLIENTS(
            "",
            TEXT,
            "",
            USED,
            "Policy for a client ID in use: <pattern>=reject|replace|lease[:<slots>],..."),
    /** As {@link #DUPLICATE_CLIENTS}. */
    COMPAT("", TEXT, "", USED, "strict: behave as NATS Streaming in every detail"),
    /** As {@link #MONITORING_USER}. */
    STRICT_CONFIG(
            "",
            BOOL,
            "false",
            USED,
            "Do not start with an unknown key in the configuration file, even with --compat strict"),

    // These have no name on the command line. Only FileKey uses them.
    DISCOVER_PREFIX("", TEXT, "_STAN.discover", USED, ""),
    PARTITIONING("", BOOL, "false", FlagSupport.PARTITIONING, ""),
    MONITORING_HOST("", TEXT, "", USED, ""),
    MAX_CONNECTIONS("", INTEGER, "65536", USED, ""),
    MAX_SUBS_OF_CONNECTION("", INTEGER, "0", USED, ""),
    MAX_SUB_TOKENS("", INTEGER, "0", USED, ""),
    MAX_PAYLOAD("", SIZE, "1048576", USED, ""),
    MAX_PENDING("", SIZE, "67108864", USED, ""),
    MAX_CONTROL_LINE("", SIZE, "4096", USED, ""),
    PING_INTERVAL("", DURATION, "2m0s", USED, ""),
    PING_MAX("", INTEGER, "2", USED, ""),
    WRITE_DEADLINE("", DURATION, "10s", USED, ""),
    HTTP_BASE_PATH("", TEXT, "", USED, ""),
    LAME_DUCK_DURATION("", DURATION, "2m0s", USED, ""),
    LAME_DUCK_GRACE_PERIOD("", DURATION, "10s", USED, ""),
    WEBSOCKET_HOST("", TEXT, "", USED, ""),
    WEBSOCKET_PORT("", INTEGER, "0", USED, ""),
    WEBSOCKET_NO_TLS("", BOOL, "false", USED, ""),
    WEBSOCKET_SAME_ORIGIN("", BOOL, "false", USED, ""),
    WEBSOCKET_ALLOWED_ORIGINS("", TEXTS, "", USED, ""),
    WEBSOCKET_COMPRESSION("", BOOL, "false", USED, ""),
    WEBSOCKET_HANDSHAKE_TIMEOUT("", DURATION, "2s", USED, "");

    private final List<String> names;
    private final Kind kind;
    private final String defaultValue;
    private final FlagSupport support;
    private final String help;

    Flag(String names, Kind kind, String defaultValue, FlagSupport support, String help) {
        this.names = names.isEmpty() ? List.of() : List.of(names.split(" ", -1));
        this.kind = kind;
        this.defaultValue = defaultValue;
        this.support = support;
        this.help = help;
    }

    /** Returns the names as users type them, without dashes, the shortest first. */
    public List<String> names() {
        return names;
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the default as a user would type it. */
    public String defaultValue() {
        return defaultValue;
    }

    public FlagSupport support() {
        return support;
    }

    /** Returns the flag's line of the usage text, or an empty text if it has none. */
    String help() {
        return help;
    }
}
