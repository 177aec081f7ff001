package dev.stanchion.server.monitoring.metrics;

/**
 * The metrics in the order of the page, each with its name, its type and its help text.
 *
 * <p>Source of those with {@code nss}: {@code collector/streaming.go} of prometheus-nats-exporter.
 */
enum Family {
    SERVER_INFO("nss_server_info", Type.GAUGE, "Facts about the server, in labels; always 1"),
    SERVER_MSGS("nss_server_msgs_total", Type.COUNTER, "Messages stored in all channels"),
    SERVER_BYTES("nss_server_bytes_total", Type.COUNTER, "Bytes stored in all channels"),
    SERVER_CHANNELS("nss_server_channels", Type.COUNTER, "Channels"),
    SERVER_SUBSCRIPTIONS(
            "nss_server_subscriptions", Type.COUNTER, "Subscriptions, with offline durables"),
    SERVER_CLIENTS("nss_server_clients", Type.COUNTER, "Connected clients"),
    CHAN_MSGS("nss_chan_msgs_total", Type.COUNTER, "Messages stored in the channel"),
    CHAN_BYTES("nss_chan_bytes_total", Type.COUNTER, "Bytes stored in the channel"),
    CHAN_LAST_SEQ("nss_chan_last_seq", Type.GAUGE, "Sequence of the channel's last message"),
    SUBS_LAST_SENT("nss_chan_subs_last_sent", Type.GAUGE, "Sequence last sent to a subscription"),
    SUBS_PENDING("nss_chan_subs_pending_count", Type.GAUGE, "Messages sent and not acknowledged"),
    SUBS_MAX_INFLIGHT(
            "nss_chan_subs_max_inflight", Type.GAUGE, "Maximum of unacknowledged messages"),
    IN_MESSAGES("stanchion_in_messages_total", Type.COUNTER, "Publish requests since the start"),
    IN_BYTES("stanchion_in_bytes_total", Type.COUNTER, "Bytes of publish requests"),
    OUT_MESSAGES("stanchion_out_messages_total", Type.COUNTER, "Deliveries since the start"),
    OUT_BYTES("stanchion_out_bytes_total", Type.COUNTER, "Bytes of deliveries"),
    PUBLISH_LATENCY(
            "stanchion_publish_latency_seconds",
            Type.HISTOGRAM,
            "Time from the arrival of a message, with its batch, to its acknowledgement"),
    COMMIT_LATENCY(
            "stanchion_store_commit_seconds",
            Type.HISTOGRAM,
            "Time that the store needs to make a batch durable, with its syncs"),
    CONSUMER_UNSENT(
            "stanchion_consumer_unsent_messages", Type.GAUGE, "Stored messages not sent yet"),
    CONSUMER_PENDING(
            "stanchion_consumer_pending_messages",
            Type.GAUGE,
            "Messages sent and not acknowledged, of all members of a group"),
    CONSUMER_LAG(
            "stanchion_consumer_lag_messages", Type.GAUGE, "Unsent and unacknowledged messages"),
    CONSUMER_LAG_SECONDS(
            "stanchion_consumer_lag_seconds",
            Type.GAUGE,
            "Age of the oldest unsent or unacknowledged message, estimated; 0 if there is none"),
    PARKED(
            "stanchion_parked_messages",
            Type.GAUGE,
            "Parked messages that nobody has redriven or dropped, by what they were parked for"),
    FINDINGS("stanchion_findings", Type.GAUGE, "What is likely wrong now, by kind"),
    HA_ACTIVE("stanchion_ha_active", Type.GAUGE, "1 if this member of a group serves clients"),
    HA_EPOCH("stanchion_ha_epoch", Type.GAUGE, "Number of this member's last term; 0 if none"),
    HA_TAKEOVERS("stanchion_ha_takeovers_total", Type.COUNTER, "Terms that this member began"),
    HA_TAKEOVER_SECONDS(
            "stanchion_ha_takeover_seconds",
            Type.GAUGE,
            "Time of the last takeover, from the claim to serving clients"),
    HA_RING_MESSAGES(
            "stanchion_ha_ring_messages",
            Type.GAUGE,
            "Messages of clients that this member keeps because the active has not answered them"),
    HA_RING_BYTES("stanchion_ha_ring_bytes", Type.GAUGE, "Memory that these messages take"),
    HA_OFFERED(
            "stanchion_ha_offered_total",
            Type.COUNTER,
            "Publishes that this member offered to the active again"),
    HA_OVERFLOWED(
            "stanchion_ha_ring_overflowed_total",
            Type.COUNTER,
            "Messages that this member forgot because -ha_ring had no room"),
    HA_TAKEN(
            "stanchion_ha_taken_messages_total",
            Type.COUNTER,
            "Messages of clients that this member had kept when it became active"),
    HA_INFO(
            "stanchion_ha_info",
            Type.GAUGE,
            "This member's role and who has the lock, in labels; always 1"),
    HA_LAG(
            "stanchion_ha_lag_sequences",
            Type.GAUGE,
            "Sequences of the bucket that were new when this follower read it last"),
    HA_READ(
            "stanchion_ha_read_timestamp_seconds",
            Type.GAUGE,
            "When this follower read the bucket last, since 1970; 0 if never"),
    STREAM_ROUND_TRIP(
            "stanchion_jetstream_round_trip_seconds",
            Type.HISTOGRAM,
            "Time from sending a batch to the cluster's acknowledgement"),
    STREAM_MESSAGES(
            "stanchion_jetstream_messages_total",
            Type.COUNTER,
            "Messages and changes of state that the cluster has acknowledged"),
    STREAM_RECOVERIES(
            "stanchion_jetstream_recoveries_total",
            Type.COUNTER,
            "How often it was looked up what a stream has, by cause"),
    STREAM_FOREIGN(
            "stanchion_jetstream_foreign_inserts_total",
            Type.COUNTER,
            "Sequences of channels that somebody else has used"),
    STREAMS_SILENT(
            "stanchion_jetstream_streams_unanswered",
            Type.GAUGE,
            "Streams that do not answer now, for example without a quorum"),
    STREAM_SILENCE(
            "stanchion_jetstream_unanswered_seconds_total",
            Type.COUNTER,
            "How long streams did not answer, all together"),
    LEFT_OUT(
            "stanchion_metrics_channels_left_out",
            Type.GAUGE,
            "Channels left out because this page would be too long"),
    START_TIME("process_start_time_seconds", Type.GAUGE, "Time of the server's start, since 1970");

    /** The type of a metric for Prometheus. */
    enum Type {
        COUNTER("counter"),
        GAUGE("gauge"),
        HISTOGRAM("histogram");

        private final String text;

        Type(String text) {
            this.text = text;
        }
    }

    private final String metric;
    private final Type type;
    private final String help;

    Family(String metric, Type type, String help) {
        this.metric = metric;
        this.type = type;
        this.help = help;
    }

    /** Returns the metric's name. */
    String metric() {
        return metric;
    }

    String type() {
        return type.text;
    }

    String help() {
        return help;
    }
}
