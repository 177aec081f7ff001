package dev.stanchion.server.config.keys;

import dev.stanchion.engine.policy.PolicyKey;
import dev.stanchion.server.config.keys.FileKey.Meaning.Address;
import dev.stanchion.server.config.keys.FileKey.Meaning.Inner;
import dev.stanchion.server.config.keys.FileKey.Meaning.Links;
import dev.stanchion.server.config.keys.FileKey.Meaning.OfPolicy;
import dev.stanchion.server.config.keys.FileKey.Meaning.Secures;
import dev.stanchion.server.config.keys.FileKey.Meaning.Sets;
import dev.stanchion.server.config.keys.FileKey.Meaning.Unsupported;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.FlagSupport;
import java.util.Arrays;
import java.util.List;

/**
 * The keys of a configuration file, each with its section, its names and its meaning. Most keys
 * mean the same as a flag.
 *
 * <p>Source: {@code spec/operations.md} 2.7, 2.8 and 3.
 */
@SuppressWarnings("ImmutableEnumChecker") // it cannot see that List.of and records are immutable
enum FileKey {
    ID(Scope.STREAMING, "id cid cluster_id", Flag.CLUSTER_ID),
    DISCOVER_PREFIX(Scope.STREAMING, "discover_prefix", Flag.DISCOVER_PREFIX),
    STORE(Scope.STREAMING, "store st store_type storetype", Flag.STORE),
    DIR(Scope.STREAMING, "dir datastore", Flag.DIR),
    STAN_DEBUG(Scope.STREAMING, "sd stan_debug", Flag.STAN_DEBUG),
    STAN_TRACE(Scope.STREAMING, "sv stan_trace", Flag.STAN_TRACE),
    NATS_SERVER(Scope.STREAMING, "ns nats_server nats_server_url", Flag.NATS_SERVER),
    HB_INTERVAL(Scope.STREAMING, "hbi hb_interval server_to_client_hb_interval", Flag.HB_INTERVAL),
    HB_TIMEOUT(Scope.STREAMING, "hbt hb_timeout server_to_client_hb_timeout", Flag.HB_TIMEOUT),
    HB_FAIL_COUNT(
            Scope.STREAMING,
            "hbf hb_fail_count server_to_client_hb_fail_count",
            Flag.HB_FAIL_COUNT),
    REPLACE_DURABLE(
            Scope.STREAMING,
            "replace_durable replace_durables replace_duplicate_durable replace_duplicate_durables",
            Flag.REPLACE_DURABLE),
    DUPLICATE_CLIENTS(Scope.STREAMING, "duplicate_clients", Flag.DUPLICATE_CLIENTS),
    COMPAT(Scope.STREAMING, "compat", Flag.COMPAT),
    FINDINGS(Scope.STREAMING, "findings", Flag.FINDINGS),
    POLICIES(Scope.STREAMING, "policies", new Meaning.Policies()),
    LIMITS(Scope.STREAMING, "limits store_limits storelimits", new Inner(Scope.STORE_LIMITS)),
    FILE(Scope.STREAMING, "file file_options", new Inner(Scope.FILE_STORE)),
    SQL(Scope.STREAMING, "sql sql_options", new Inner(Scope.SQL_STORE)),
    JETSTREAM_STORE(Scope.STREAMING, "jetstream", new Inner(Scope.JETSTREAM_STORE)),
    FT_GROUP(Scope.STREAMING, "ft_group ft_group_name", Flag.FT_GROUP),
    FT_SHARED(Scope.STREAMING, "ft_shared", Flag.FT_SHARED),
    HA(Scope.STREAMING, "ha", Flag.HA),
    HA_SILENCE(Scope.STREAMING, "ha_silence", Flag.HA_SILENCE),
    HA_RING(Scope.STREAMING, "ha_ring", Flag.HA_RING),
    PARTITIONING(Scope.STREAMING, "partitioning", Flag.PARTITIONING),
    CLUSTERING(Scope.STREAMING, "cluster", new Unsupported(FlagSupport.CLUSTERING)),
    ENCRYPT(Scope.STREAMING, "encrypt", Flag.ENCRYPT),
    ENCRYPTION_CIPHER(Scope.STREAMING, "encryption_cipher", Flag.ENCRYPTION_CIPHER),
    ENCRYPTION_KEY(Scope.STREAMING, "encryption_key", Flag.ENCRYPTION_KEY),
    ENCRYPTION_KEY_FILE(Scope.STREAMING, "encryption_key_file", Flag.ENCRYPTION_KEY_FILE),
    SYSLOG_NAME(Scope.STREAMING, "syslog_name", Flag.SYSLOG_NAME),
    SECURE(Scope.STREAMING, "secure", Flag.SECURE),
    OWN_TLS(Scope.STREAMING, "tls", new Inner(Scope.OWN_TLS)),
    OWN_CREDENTIALS(Scope.STREAMING, "credentials", Flag.NS_CREDENTIALS),
    OWN_USER(Scope.STREAMING, "username user", Flag.NS_USER),
    OWN_PASSWORD(Scope.STREAMING, "password pass", Flag.NS_PASSWORD),
    OWN_TOKEN(Scope.STREAMING, "token", Flag.NS_TOKEN),
    OWN_SEED_FILE(Scope.STREAMING, "nkey_seed_file", Flag.NS_NKEY_SEED_FILE),

    OWN_TLS_CERT(Scope.OWN_TLS, "client_cert", Flag.TLS_CLIENT_CERT),
    OWN_TLS_KEY(Scope.OWN_TLS, "client_key", Flag.TLS_CLIENT_KEY),
    OWN_TLS_AUTHORITY(Scope.OWN_TLS, "client_ca client_cacert", Flag.TLS_CLIENT_CACERT),
    OWN_TLS_SERVER_NAME(Scope.OWN_TLS, "server_name server_hostname", Flag.NS_TLS_SERVER_NAME),
    OWN_TLS_INSECURE(Scope.OWN_TLS, "insecure skip_verify", Flag.NS_TLS_INSECURE),

    MAX_CHANNELS(Scope.STORE_LIMITS, "max_channels mc maxchannels", Flag.MAX_CHANNELS),
    MAX_SUBS(Scope.STORE_LIMITS, "max_subs msu max_subscriptions maxsubscriptions", Flag.MAX_SUBS),
    MAX_MSGS(Scope.STORE_LIMITS, "max_msgs mm maxmsgs max_count maxcount", Flag.MAX_MSGS),
    MAX_BYTES(Scope.STORE_LIMITS, "max_bytes mb maxbytes", Flag.MAX_BYTES),
    MAX_AGE(Scope.STORE_LIMITS, "max_age ma maxage", Flag.MAX_AGE),
    MAX_INACTIVITY(Scope.STORE_LIMITS, "max_inactivity mi maxinactivity", Flag.MAX_INACTIVITY),
    CHANNELS(
            Scope.STORE_LIMITS,
            "channels channels_limits channelslimits per_channel per_channel_limits",
            new Meaning.Channels()),

    CHANNEL_NATIVE_WRITERS(
            Scope.CHANNEL,
            "native_writers",
            new Meaning.OfChannel("bool, with `store: JETSTREAM`")),
    CHANNEL_STREAM(
            Scope.CHANNEL,
            "stream",
            new Meaning.OfChannel(
                    "name of a stream that the channel adopts, with `store: JETSTREAM`")),
    CHANNEL_SUBJECT(
            Scope.CHANNEL,
            "subject",
            new Meaning.OfChannel("which messages of `stream`; all if it is not set")),

    FILE_COMPACT(Scope.FILE_STORE, "compact compact_enabled", Flag.FILE_COMPACT_ENABLED),
    FILE_COMPACT_FRAG(
            Scope.FILE_STORE, "compact_frag compact_fragmentation", Flag.FILE_COMPACT_FRAG),
    FILE_COMPACT_INTERVAL(Scope.FILE_STORE, "compact_interval", Flag.FILE_COMPACT_INTERVAL),
    FILE_COMPACT_MIN_SIZE(Scope.FILE_STORE, "compact_min_size", Flag.FILE_COMPACT_MIN_SIZE),
    FILE_BUFFER_SIZE(Scope.FILE_STORE, "buffer_size", Flag.FILE_BUFFER_SIZE),
    FILE_READ_BUFFER_SIZE(
            Scope.FILE_STORE, "read_buffer_size file_read_buffer_size", Flag.FILE_READ_BUFFER_SIZE),
    FILE_CRC(Scope.FILE_STORE, "crc do_crc", Flag.FILE_CRC),
    FILE_CRC_POLY(Scope.FILE_STORE, "crc_poly", Flag.FILE_CRC_POLY),
    FILE_SYNC(
            Scope.FILE_STORE,
            "sync do_sync sync_on_flush",
            new Meaning.Either(Flag.FILE_SYNC, Flag.FILE_SYNC_LEVEL)),
    FILE_SLICE_MAX_MSGS(
            Scope.FILE_STORE,
            "slice_max_msgs slice_max_count slice_msgs slice_count",
            Flag.FILE_SLICE_MAX_MSGS),
    FILE_SLICE_MAX_BYTES(
            Scope.FILE_STORE,
            "slice_max_bytes slice_max_size slice_bytes slice_size",
            Flag.FILE_SLICE_MAX_BYTES),
    FILE_SLICE_MAX_AGE(
            Scope.FILE_STORE,
            "slice_max_age slice_age slice_max_time slice_time_limit",
            Flag.FILE_SLICE_MAX_AGE),
    FILE_SLICE_ARCHIVE_SCRIPT(
            Scope.FILE_STORE,
            "slice_archive_script slice_archive slice_script",
            Flag.FILE_SLICE_ARCHIVE_SCRIPT),
    FILE_FDS_LIMIT(Scope.FILE_STORE, "fds_limit file_descriptors_limit", Flag.FILE_FDS_LIMIT),
    FILE_PARALLEL_RECOVERY(Scope.FILE_STORE, "parallel_recovery", Flag.FILE_PARALLEL_RECOVERY),
    FILE_AUTO_SYNC(Scope.FILE_STORE, "auto_sync file_auto_sync", Flag.FILE_AUTO_SYNC),
    FILE_RESERVE(Scope.FILE_STORE, "reserve", Flag.FILE_RESERVE),
    FILE_MEMORY(Scope.FILE_STORE, "memory", Flag.FILE_MEMORY),

    SQL_DRIVER(Scope.SQL_STORE, "driver", Flag.SQL_DRIVER),
    SQL_SOURCE(Scope.SQL_STORE, "source", Flag.SQL_SOURCE),
    SQL_NO_CACHING(Scope.SQL_STORE, "no_caching", Flag.SQL_NO_CACHING),
    SQL_MAX_OPEN_CONNS(Scope.SQL_STORE, "max_open_conns max_conns", Flag.SQL_MAX_OPEN_CONNS),
    SQL_BULK_INSERT_LIMIT(Scope.SQL_STORE, "bulk_insert_limit", Flag.SQL_BULK_INSERT_LIMIT),
    SQL_MAX_WAIT(Scope.SQL_STORE, "max_wait", Flag.SQL_MAX_WAIT),

    JS_REPLICAS(Scope.JETSTREAM_STORE, "replicas", Flag.JS_REPLICAS),
    JS_STORAGE(Scope.JETSTREAM_STORE, "storage", Flag.JS_STORAGE),
    JS_SUBJECTS(Scope.JETSTREAM_STORE, "subjects", Flag.JS_SUBJECTS),
    JS_DOMAIN(Scope.JETSTREAM_STORE, "domain", Flag.JS_DOMAIN),
    JS_PLACEMENT(Scope.JETSTREAM_STORE, "placement", Flag.JS_PLACEMENT),
    JS_COMPRESSION(Scope.JETSTREAM_STORE, "compression", Flag.JS_COMPRESSION),
    JS_MONITOR(Scope.JETSTREAM_STORE, "monitor", Flag.JS_MONITOR),
    JS_MAX_WAIT(Scope.JETSTREAM_STORE, "max_wait", Flag.JS_MAX_WAIT),
    JS_NATIVE_WRITERS(Scope.JETSTREAM_STORE, "native_writers", Flag.JS_NATIVE_WRITERS),
    JS_STATE_FROM_STREAMS(Scope.JETSTREAM_STORE, "state_from_streams", Flag.JS_STATE_FROM_STREAMS),

    POLICY_MAX_DELIVERIES(Scope.POLICY, "max_deliveries", PolicyKey.MAX_DELIVERIES),
    POLICY_BACKOFF(Scope.POLICY, "backoff", PolicyKey.BACKOFF),
    POLICY_PARKED(Scope.POLICY, "parked", new Meaning.OfPolicy("map, below")),
    POLICY_KEY(Scope.POLICY, "key", PolicyKey.KEY),
    POLICY_MAX_WAITING(Scope.POLICY, "max_waiting", PolicyKey.MAX_WAITING),
    POLICY_ON_PARKED(Scope.POLICY, "on_parked", PolicyKey.ON_PARKED),
    POLICY_MISSING_KEY(Scope.POLICY, "missing_key", PolicyKey.MISSING_KEY),
    POLICY_DELAY(Scope.POLICY, "delay", PolicyKey.DELAY),
    POLICY_COUNT_ON_DISCONNECT(Scope.POLICY, "count_on_disconnect", PolicyKey.COUNT_ON_DISCONNECT),
    POLICY_GROUPS(
            Scope.POLICY,
            "groups",
            new Meaning.OfPolicy(
                    "map of names of queue groups, in which * stands for any characters, to the"
                            + " keys above")),
    POLICY_DURABLES(
            Scope.POLICY,
            "durables",
            new Meaning.OfPolicy("as groups, for durable names of plain durables")),

    PARKED_MAX_MSGS(Scope.PARKED, "max_msgs", PolicyKey.PARKED_MAX_MSGS),
    PARKED_MAX_AGE(Scope.PARKED, "max_age", PolicyKey.PARKED_MAX_AGE),

    LISTEN(Scope.CORE, "listen", new Address(Flag.ADDR, Flag.PORT)),
    HOST(Scope.CORE, "host net", Flag.ADDR),
    PORT(Scope.CORE, "port", Flag.PORT),
    HTTP(Scope.CORE, "http", new Address(Flag.MONITORING_HOST, Flag.HTTP_PORT)),
    HTTP_PORT(Scope.CORE, "http_port monitor_port", Flag.HTTP_PORT),
    HTTPS(Scope.CORE, "https", new Address(Flag.MONITORING_HOST, Flag.HTTPS_PORT)),
    HTTPS_PORT(Scope.CORE, "https_port", Flag.HTTPS_PORT),
    HTTP_BASE_PATH(Scope.CORE, "http_base_path", Flag.HTTP_BASE_PATH),
    MONITORING_USER(Scope.CORE, "monitoring_user", Flag.MONITORING_USER),
    MONITORING_PASSWORD(Scope.CORE, "monitoring_password", Flag.MONITORING_PASSWORD),
    ADMIN(Scope.CORE, "admin", new Secures("map, below")),
    SERVER_NAME(Scope.CORE, "server_name", Flag.NAME),
    CLIENT_ADVERTISE(Scope.CORE, "client_advertise", Flag.CLIENT_ADVERTISE),
    MAX_CONNECTIONS(Scope.CORE, "max_connections max_conn", Flag.MAX_CONNECTIONS),
    MAX_SUBSCRIPTIONS(Scope.CORE, "max_subscriptions max_subs", Flag.MAX_SUBS_OF_CONNECTION),
    MAX_SUB_TOKENS(Scope.CORE, "max_sub_tokens max_subscription_tokens", Flag.MAX_SUB_TOKENS),
    MAX_PAYLOAD(Scope.CORE, "max_payload", Flag.MAX_PAYLOAD),
    MAX_PENDING(Scope.CORE, "max_pending", Flag.MAX_PENDING),
    MAX_CONTROL_LINE(Scope.CORE, "max_control_line", Flag.MAX_CONTROL_LINE),
    MAX_TRACED_MSG_LEN(Scope.CORE, "max_traced_msg_len", Flag.MAX_TRACED_MSG_LEN),
    PING_INTERVAL(Scope.CORE, "ping_interval", Flag.PING_INTERVAL),
    PING_MAX(Scope.CORE, "ping_max", Flag.PING_MAX),
    WRITE_DEADLINE(Scope.CORE, "write_deadline", Flag.WRITE_DEADLINE),
    EVENT_LOOPS(Scope.CORE, "event_loops", Flag.EVENT_LOOPS),
    LAME_DUCK_DURATION(Scope.CORE, "lame_duck_duration", Flag.LAME_DUCK_DURATION),
    LAME_DUCK_GRACE_PERIOD(Scope.CORE, "lame_duck_grace_period", Flag.LAME_DUCK_GRACE_PERIOD),
    DEBUG(Scope.CORE, "debug", Flag.DEBUG),
    TRACE(Scope.CORE, "trace", Flag.TRACE),
    TRACE_VERBOSE(Scope.CORE, "trace_verbose", Flag.VERBOSE_TRACE),
    LOGTIME(Scope.CORE, "logtime", Flag.LOGTIME),
    LOGTIME_UTC(Scope.CORE, "logtime_utc", Flag.LOGTIME_UTC),
    LOG_FILE(Scope.CORE, "log_file logfile", Flag.LOG),
    LOG_SIZE_LIMIT(Scope.CORE, "logfile_size_limit log_size_limit", Flag.LOG_SIZE_LIMIT),
    LOG_FORMAT(Scope.CORE, "log_format", Flag.LOG_FORMAT),
    LOG_LEVELS(Scope.CORE, "log_levels", Flag.LOG_LEVELS),
    SYSLOG(Scope.CORE, "syslog", Flag.SYSLOG),
    REMOTE_SYSLOG(Scope.CORE, "remote_syslog", Flag.REMOTE_SYSLOG),
    PID_FILE(Scope.CORE, "pid_file pidfile", Flag.PID),
    PORTS_FILE_DIR(Scope.CORE, "ports_file_dir", Flag.PORTS_FILE_DIR),
    PROF_PORT(Scope.CORE, "prof_port", Flag.PROFILE),
    TLS(Scope.CORE, "tls", new Secures("map, below")),
    ALLOW_NON_TLS(Scope.CORE, "allow_non_tls", new Secures("bool")),
    AUTHORIZATION(Scope.CORE, "authorization", new Secures("map, below")),
    NO_AUTH_USER(Scope.CORE, "no_auth_user", new Secures("string")),
    ACCOUNTS(
            Scope.CORE,
            "accounts operator operators root roots root_operator root_operators resolver"
                    + " account_resolver accounts_resolver resolver_tls resolver_preload"
                    + " resolver_pinned_accounts trusted trusted_keys",
            new Unsupported(FlagSupport.ACCOUNTS)),
    ACCOUNTS_OF_SYSTEM(
            Scope.CORE,
            "system_account system no_system_account no_system no_sys_acc",
            new Unsupported(new FlagSupport.Inert("there are no accounts yet"))),
    CLUSTER(Scope.CORE, "cluster", new Unsupported(FlagSupport.NATS_CLUSTER)),
    ERROR_REPORTS(
            Scope.CORE,
            "connect_error_reports reconnect_error_reports",
            new Unsupported(new FlagSupport.Inert("there are no routes"))),
    /** A key of nats-server. It is known so that nobody takes it for a typing error. */
    MAPPINGS(
            Scope.CORE,
            "mappings maps",
            new Unsupported(new FlagSupport.Missing("the server does not map subjects to others"))),
    OCSP(
            Scope.CORE,
            "ocsp ocsp_cache",
            new Unsupported(
                    new FlagSupport.Inert("OCSP responses are neither stapled nor asked for"))),
    OTHER_TUNING(
            Scope.CORE,
            "disable_sublist_cache no_sublist_cache no_fast_producer_stall max_closed_clients"
                    + " no_header_support server_tags logfile_max_num log_max_num prof_block_rate",
            new Unsupported(
                    new FlagSupport.Inert(
                            "nats-server uses it, and this server does not need it"))),
    OF_JETSTREAM(
            Scope.CORE,
            "store_dir storedir default_js_domain",
            new Unsupported(FlagSupport.NEEDS_JETSTREAM)),
    WEBSOCKET(Scope.CORE, "websocket ws", new Inner(Scope.WEBSOCKET)),
    LEAF_NODES(
            Scope.CORE,
            "leafnodes leaf",
            new Links("remotes", FlagSupport.LEAF_OF_OTHERS, FlagSupport.LEAVES)),
    GATEWAY(
            Scope.CORE,
            "gateway",
            new Links("gateways", FlagSupport.GATEWAYS_TO_OTHERS, FlagSupport.GATEWAY)),
    MQTT(Scope.CORE, "mqtt", new Unsupported(FlagSupport.MQTT)),
    JETSTREAM(Scope.CORE, "jetstream", new Unsupported(FlagSupport.JETSTREAM)),

    WEBSOCKET_LISTEN(
            Scope.WEBSOCKET, "listen", new Address(Flag.WEBSOCKET_HOST, Flag.WEBSOCKET_PORT)),
    WEBSOCKET_HOST(Scope.WEBSOCKET, "host net", Flag.WEBSOCKET_HOST),
    WEBSOCKET_PORT(Scope.WEBSOCKET, "port", Flag.WEBSOCKET_PORT),
    WEBSOCKET_NO_TLS(Scope.WEBSOCKET, "no_tls", Flag.WEBSOCKET_NO_TLS),
    WEBSOCKET_TLS(Scope.WEBSOCKET, "tls", new Secures("map, below")),
    WEBSOCKET_SAME_ORIGIN(Scope.WEBSOCKET, "same_origin", Flag.WEBSOCKET_SAME_ORIGIN),
    WEBSOCKET_ALLOWED_ORIGINS(
            Scope.WEBSOCKET,
            "allowed_origins allowed_origin allow_origins allow_origin origins origin",
            Flag.WEBSOCKET_ALLOWED_ORIGINS),
    WEBSOCKET_COMPRESSION(Scope.WEBSOCKET, "compression", Flag.WEBSOCKET_COMPRESSION),
    WEBSOCKET_HANDSHAKE_TIMEOUT(
            Scope.WEBSOCKET, "handshake_timeout", Flag.WEBSOCKET_HANDSHAKE_TIMEOUT),
    WEBSOCKET_ADVERTISE(
            Scope.WEBSOCKET,
            "advertise",
            new Unsupported(new FlagSupport.Inert("no other server would announce it"))),
    WEBSOCKET_JWT_COOKIE(
            Scope.WEBSOCKET,
            "jwt_cookie",
            new Unsupported(new FlagSupport.Missing("there is no operator mode with JWTs"))),
    WEBSOCKET_AUTHORIZATION(
            Scope.WEBSOCKET,
            "authorization authentication no_auth_user",
            new Unsupported(
                    new FlagSupport.Missing(
                            "WebSocket clients log in as other clients do; use the keys of the top"
                                    + " level"))),

    AUTH_USER(Scope.AUTHORIZATION, "user username", new Secures("string")),
    AUTH_PASSWORD(Scope.AUTHORIZATION, "password pass", new Secures("string, plain or bcrypt")),
    AUTH_TOKEN(Scope.AUTHORIZATION, "token", new Secures("string, plain or bcrypt")),
    AUTH_TIMEOUT(Scope.AUTHORIZATION, "timeout", new Secures("seconds")),
    USERS(Scope.AUTHORIZATION, "users", new Secures("list of maps, below")),
    DEFAULT_PERMISSIONS(
            Scope.AUTHORIZATION, "default_permissions permissions", new Secures("map, below")),

    USER_NAME(Scope.USER, "user username", new Secures("string")),
    USER_PASSWORD(Scope.USER, "password pass", new Secures("string, plain or bcrypt")),
    USER_NKEY(Scope.USER, "nkey", new Secures("public key, instead of user and password")),
    USER_PERMISSIONS(Scope.USER, "permissions permission authorization", new Secures("map, below")),
    CONNECTION_TYPES(
            Scope.USER,
            "allowed_connection_types connection_types clients",
            new Secures("list of STANDARD, WEBSOCKET")),

    ADMIN_USERS(Scope.ADMIN, "users", new Secures("list of maps, below")),
    ADMIN_READ_ONLY(Scope.ADMIN, "read_only", new Secures("bool")),
    ADMIN_ANONYMOUS(Scope.ADMIN, "anonymous", new Secures("viewer or none")),
    ADMIN_AUDIT(Scope.ADMIN, "audit", new Secures("file")),
    ADMIN_AUDIT_REQUIRED(Scope.ADMIN, "audit_required", new Secures("bool")),
    ADMIN_SESSION(Scope.ADMIN, "session", new Secures("duration; 8h if missing")),
    ADMIN_HOSTS(Scope.ADMIN, "hosts", new Secures("name of the server, or list of them")),

    ADMIN_USER_NAME(Scope.ADMIN_USER, "user username", new Secures("string")),
    ADMIN_USER_PASSWORD(Scope.ADMIN_USER, "password pass", new Secures("string, plain or bcrypt")),
    ADMIN_USER_ROLE(Scope.ADMIN_USER, "role", new Secures("viewer, reader, operator or admin")),
    ADMIN_USER_CHANNELS(
            Scope.ADMIN_USER, "channels", new Secures("channel pattern, or list of them")),

    PUBLISH(
            Scope.PERMISSIONS,
            "publish pub",
            new Secures("subject, list of subjects, or map with allow and deny")),
    SUBSCRIBE(
            Scope.PERMISSIONS,
            "subscribe sub",
            new Secures("as publish; a subject may be followed by a queue")),
    ALLOW_RESPONSES(
            Scope.PERMISSIONS,
            "allow_responses publish_allow_responses",
            new Secures("bool, or map with max and expires")),
    STREAMING_RIGHTS(Scope.PERMISSIONS, "streaming", new Secures("map, below")),

    ALLOW(Scope.SUBJECTS, "allow", new Secures("subject, or list of subjects")),
    DENY(Scope.SUBJECTS, "deny", new Secures("subject, or list of subjects")),

    RESPONSES_MAX(
            Scope.RESPONSES, "max max_msgs", new Secures("int; 0 is 1, negative is no limit")),
    RESPONSES_EXPIRES(
            Scope.RESPONSES,
            "expires expiration ttl",
            new Secures("duration; 0 is 2m, negative is no limit")),

    CHANNELS_PUBLISH(
            Scope.CHANNEL_RIGHTS, "publish pub", new Secures("channel pattern, or list of them")),
    CHANNELS_SUBSCRIBE(
            Scope.CHANNEL_RIGHTS, "subscribe sub", new Secures("channel pattern, or list of them")),
    STREAMING_CLIENT_IDS(
            Scope.CHANNEL_RIGHTS,
            "client_ids",
            new Secures("client ID, in which * stands for any characters, or list of them")),

    CERT_FILE(Scope.TLS, "cert_file", new Secures("PEM file")),
    KEY_FILE(Scope.TLS, "key_file", new Secures("PEM file")),
    CA_FILE(Scope.TLS, "ca_file", new Secures("PEM file")),
    VERIFY(Scope.TLS, "verify", new Secures("bool")),
    VERIFY_AND_MAP(Scope.TLS, "verify_and_map", new Secures("bool")),
    INSECURE(
            Scope.TLS,
            "insecure",
            new Secures("bool; no effect, because the server connects to no other server")),
    TLS_TIMEOUT(Scope.TLS, "timeout", new Secures("seconds, or duration")),
    CIPHER_SUITES(Scope.TLS, "cipher_suites", new Secures("list of names")),
    CURVE_PREFERENCES(
            Scope.TLS,
            "curve_preferences",
            new Secures("list of CurveP256, CurveP384, CurveP521, X25519")),
    PINNED_CERTS(Scope.TLS, "pinned_certs", new Secures("list of SHA-256 of public keys, in hex")),
    CONNECTION_RATE_LIMIT(Scope.TLS, "connection_rate_limit", new Secures("int, per second")),
    HANDSHAKE_FIRST(
            Scope.TLS, "handshake_first first immediate", new Secures("bool, auto, or duration"));

    /** The section that contains a key, with its name in errors. */
    enum Scope {
        CORE(""),
        STREAMING("streaming section"),
        OWN_TLS("streaming tls"),
        STORE_LIMITS("store limits"),
        CHANNEL("channel limits"),
        FILE_STORE("file options"),
        SQL_STORE("SQL options"),
        JETSTREAM_STORE("jetstream options"),
        POLICY("policy"),
        PARKED("parked"),
        WEBSOCKET("websocket"),
        ADMIN("admin"),
        ADMIN_USER("users entry"),
        AUTHORIZATION("authorization"),
        USER("users entry"),
        PERMISSIONS("permissions"),
        SUBJECTS("publish or subscribe permissions"),
        RESPONSES("allow_responses"),
        CHANNEL_RIGHTS("streaming permissions"),
        TLS("tls");

        private final String title;

        Scope(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        /** Returns whether the reader of the NATS server also checks the values. */
        boolean isOfNats() {
            return this == CORE || this == WEBSOCKET;
        }

        List<FileKey> keys() {
            return Arrays.stream(FileKey.values()).filter(key -> key.scope == this).toList();
        }
    }

    /** What a key is for. */
    sealed interface Meaning {
        /** The key means the same as a flag. The flag's kind says how the value is written. */
        record Sets(Flag flag) implements Meaning {}

        /** The value is a boolean for one flag or a text for another. */
        record Either(Flag truth, Flag text) implements Meaning {}

        /** The value is a port, or a host and a port. */
        record Address(Flag host, Flag port) implements Meaning {}

        /** The value is a map of more keys. */
        record Inner(Scope scope) implements Meaning {}

        /** The value is a map of the limits of single channels. */
        record Channels() implements Meaning {}

        /**
         * The key is about one channel or pattern, beside its limits.
         *
         * @param value the form of the value, for the documentation
         */
        record OfChannel(String value) implements Meaning {}

        /** The value is a map of channel patterns to policies, and {@link PolicyKeys} reads it. */
        record Policies() implements Meaning {}

        /**
         * The key is part of a policy.
         *
         * @param value the form of the value, for the documentation
         */
        record OfPolicy(String value) implements Meaning {}

        /**
         * The key is about security, and {@link SecurityKeys} reads it.
         *
         * @param value the form of the value, for the documentation
         */
        record Secures(String value) implements Meaning {}

        /**
         * The value is a map about other servers. It has no effect unless it contains the addresses
         * of those servers.
         *
         * @param key the key inside that contains the addresses
         * @param linked what the server does with the map if it has that key
         * @param alone what the server does with the map if it does not have the key
         */
        record Links(String key, FlagSupport linked, FlagSupport alone) implements Meaning {}

        /** The server refuses the key or does not use it, whatever its value. */
        record Unsupported(FlagSupport support) implements Meaning {}
    }

    private final Scope scope;
    private final List<String> names;
    private final Meaning meaning;

    FileKey(Scope scope, String names, Meaning meaning) {
        this.scope = scope;
        this.names = List.of(names.split(" ", -1));
        this.meaning = meaning;
    }

    FileKey(Scope scope, String names, Flag flag) {
        this(scope, names, new Sets(flag));
    }

    FileKey(Scope scope, String names, PolicyKey key) {
        this(scope, names, new OfPolicy(key.expected()));
    }

    Scope scope() {
        return scope;
    }

    List<String> names() {
        return names;
    }

    Meaning meaning() {
        return meaning;
    }
}
