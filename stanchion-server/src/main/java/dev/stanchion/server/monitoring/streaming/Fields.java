package dev.stanchion.server.monitoring.streaming;

import dev.stanchion.engine.EngineSnapshot;
import dev.stanchion.server.monitoring.GoTime;
import dev.stanchion.server.monitoring.PageRequest;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/** Fields that several pages have, in the order in which the Go server writes them. */
final class Fields {
    private Fields() {}

    /** Returns whether the request asks for subscriptions. Only the value 1 counts. */
    static boolean wantsSubscriptions(PageRequest request) {
        return request.number("subs", 0) == 1;
    }

    /** A standby has no cluster ID on its pages, as in the Go server. */
    static void server(JsonGenerator json, ObservedServer server, ObservedEngine engine) {
        json.writeStringProperty("cluster_id", engine.isStandby() ? "" : server.clusterId());
        json.writeStringProperty("server_id", server.serverId());
    }

    static void now(JsonGenerator json, ObservedServer server) {
        time(json, "now", server, server.clock().instant());
    }

    static void time(JsonGenerator json, String name, ObservedServer server, Instant time) {
        json.writeStringProperty(name, GoTime.of(time, server.clock().getZone()));
    }

    static void page(
            JsonGenerator json,
            ObservedServer server,
            ObservedEngine engine,
            Paging paging,
            int count,
            int total) {
        server(json, server, engine);
        now(json, server);
        json.writeNumberProperty("offset", paging.offset());
        json.writeNumberProperty("limit", paging.limit());
        json.writeNumberProperty("count", count);
        json.writeNumberProperty("total", total);
    }

    /** Writes a subscription as an object. */
    static void subscription(JsonGenerator json, EngineSnapshot.Subscription subscription) {
        json.writeStartObject();
        json.writeStringProperty("client_id", subscription.clientId());
        json.writeStringProperty("inbox", subscription.inbox());
        json.writeStringProperty("ack_inbox", subscription.ackInbox());
        unlessEmpty(json, "durable_name", subscription.durableName());
        unlessEmpty(json, "queue_name", subscription.queueGroup());
        json.writeBooleanProperty("is_durable", subscription.isDurable());
        json.writeBooleanProperty(
                "is_offline", subscription.isOffline() || subscription.isAbsent());
        json.writeNumberProperty("max_inflight", subscription.maxInFlight());
        json.writeNumberProperty("ack_wait", subscription.ackWaitSeconds());
        json.writeNumberProperty("last_sent", subscription.lastSent());
        json.writeNumberProperty("pending_count", subscription.pending());
        json.writeBooleanProperty("is_stalled", subscription.isStalled());
        json.writeEndObject();
    }

    private static void unlessEmpty(JsonGenerator json, String name, String text) {
        if (!text.isEmpty()) {
            json.writeStringProperty(name, text);
        }
    }
}
