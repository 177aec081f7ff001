package dev.stanchion.server.monitoring.metrics;

/**
 * Every metric there is: its name, its type, and what it tells. In the order of the page.
 *
 * <p>Source of those with {@code nss}: {@code collector/streaming.go} of prometheus-nats-exporter.
 */
enum Family {
    SERVER_INFO("nss_server_info", Type.GAUGE, "Who this is; always 1"),
    SERVER_MSGS("nss_server_msgs_total", Type.COUNTER, "Messages kept in all channels"),
    SERVER_BYTES("nss_server_bytes_total", Type.COUNTER, "Bytes kept in all channels"),
    SERVER_CHANNELS("nss_server_channels", Type.COUNTER, "Channels"),
    SERVER_SUBSCRIPTIONS(
            "nss_server_subscriptions", Type.COUNTER, "Subscriptions, offline durables too"),
    SERVER_CLIENTS("nss_server_clients", Type.COUNTER, "Connected clients"),
    CHAN_MSGS("nss_chan_msgs_total", Type.COUNTER, "Messages kept in the channel"),
    CHAN_BYTES("nss_chan_bytes_total", Type.COUNTER, "Bytes kept in the channel"),
    CHAN_LAST_SEQ("nss_chan_last_seq", Type.GAUGE, "Sequence of the channel's last message"),
    SUBS_LAST_SENT("nss_chan_subs_last_sent", Type.GAUGE, "Sequence last sent to a subscription"),
    SUBS_PENDING(
            "nss_chan_subs_pending_count", Type.GAUGE, "Messages sent to it and not acknowledged"),
    SUBS_MAX_INFLIGHT(
            "nss_chan_subs_max_inflight", Type.GAUGE, "Messages that it may have unacknowledged"),
    IN_MESSAGES("stanchion_in_messages_total", Type.COUNTER, "Publish requests since the start"),
    IN_BYTES("stanchion_in_bytes_total", Type.COUNTER, "Their bytes"),
    OUT_MESSAGES("stanchion_out_messages_total", Type.COUNTER, "Deliveries since the start"),
    OUT_BYTES("stanchion_out_bytes_total", Type.COUNTER, "Their bytes"),
    PUBLISH_LATENCY(
            "stanchion_publish_latency_seconds",
            Type.HISTOGRAM,
            "From the arrival of a message, with its batch, to its acknowledgement"),
    COMMIT_LATENCY(
            "stanchion_store_commit_seconds",
            Type.HISTOGRAM,
            "What the store takes to make a batch durable, its syncs included"),
    CONSUMER_UNSENT(
            "stanchion_consumer_unsent_messages", Type.GAUGE, "Kept messages not yet sent to it"),
    CONSUMER_PENDING(
            "stanchion_consumer_pending_messages",
            Type.GAUGE,
            "Messages sent to it and not acknowledged, by all members of a group"),
    CONSUMER_LAG("stanchion_consumer_lag_messages", Type.GAUGE, "Both together"),
    CONSUMER_LAG_SECONDS(
            "stanchion_consumer_lag_seconds",
            Type.GAUGE,
            "About how long ago the oldest of them was stored; 0 if there is none"),
    LEFT_OUT(
            "stanchion_metrics_channels_left_out",
            Type.GAUGE,
            "Channels that are not on this page because it would be too long"),
    START_TIME("process_start_time_seconds", Type.GAUGE, "When the server started, since 1970");

    /** How Prometheus is to understand a metric. */
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

    /** Returns its name on the page. */
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
