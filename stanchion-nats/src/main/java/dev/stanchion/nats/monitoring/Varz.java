package dev.stanchion.nats.monitoring;

import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.ServerCounters;
import dev.stanchion.nats.tls.Tls;
import dev.stanchion.nats.websocket.WebSocketOptions;
import dev.stanchion.nats.wire.ServerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * The general page. It contains every number from the first request on, because exporters rely on
 * that.
 */
final class Varz {
    private static final double NANOS_PER_SECOND = 1e9;

    private final NatsServer server;
    private final MonitoringAddress address;
    private final ProcessFigures process;
    private final Instant start;

    Varz(NatsServer server, MonitoringAddress address, ProcessFigures process, Instant start) {
        this.server = server;
        this.address = address;
        this.process = process;
        this.start = start;
    }

    /**
     * @param requests the number of requests for each page
     */
    void write(JsonGenerator json, Instant now, Map<String, Long> requests) {
        NatsServerOptions options = server.options();
        writeIdentity(json, options);
        writeLimits(json, options);
        for (String absent : new String[] {"cluster", "gateway", "leaf", "mqtt"}) {
            JsonText.emptyObject(json, absent);
        }
        json.writeObjectPropertyStart("websocket");
        server.webSockets().ifPresent(webSockets -> writeWebSockets(json, webSockets));
        json.writeEndObject();
        JsonText.emptyObject(json, "jetstream");
        JsonText.decimal(json, "tls_timeout", seconds(server.tlsTimeout()));
        json.writeNumberProperty("write_deadline", options.writeDeadline().toNanos());
        json.writeStringProperty("start", start.toString());
        json.writeStringProperty("now", now.toString());
        json.writeStringProperty("uptime", GoTime.since(start, now));
        json.writeNumberProperty("mem", process.memoryBytes());
        json.writeNumberProperty("cores", process.cores());
        json.writeNumberProperty("gomaxprocs", process.cores());
        JsonText.decimal(json, "cpu", process.cpuPercent());
        writeCounters(json, server.counters());
        json.writeObjectPropertyStart("http_req_stats");
        requests.forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeStringProperty("config_load_time", start.toString());
        json.writeStringProperty("system_account", "$SYS");
        json.writeObjectPropertyStart("slow_consumer_stats");
        json.writeNumberProperty("clients", server.counters().slowConsumers());
        for (String absent : new String[] {"routes", "gateways", "leafs"}) {
            json.writeNumberProperty(absent, 0);
        }
        json.writeEndObject();
    }

    private void writeIdentity(JsonGenerator json, NatsServerOptions options) {
        json.writeStringProperty("server_id", server.serverId());
        json.writeStringProperty("server_name", server.serverName());
        json.writeStringProperty("version", options.version());
        json.writeNumberProperty("proto", 1);
        json.writeStringProperty("go", "java" + Runtime.version().feature());
        json.writeStringProperty("host", options.host());
        json.writeNumberProperty("port", server.port().orElse(options.port()));
        ServerInfo.Protection protection = server.protection();
        JsonText.optional(json, "auth_required", protection.authRequired());
        JsonText.optional(json, "tls_required", protection.tlsRequired());
        JsonText.optional(json, "tls_verify", protection.tlsVerify());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }

    private void writeLimits(JsonGenerator json, NatsServerOptions options) {
        json.writeNumberProperty("max_connections", options.maxConnections());
        if (options.maxSubscriptions() > 0) {
            json.writeNumberProperty("max_subscriptions", options.maxSubscriptions());
        }
        json.writeNumberProperty("ping_interval", options.pingInterval().toNanos());
        json.writeNumberProperty("ping_max", options.pingMax());
        json.writeStringProperty("http_host", address.host());
        json.writeNumberProperty("http_port", address.httpPort().getAsInt());
        json.writeStringProperty("http_base_path", address.basePath());
        json.writeNumberProperty("https_port", address.httpsPort().getAsInt());
        JsonText.decimal(json, "auth_timeout", seconds(server.authTimeout()));
        json.writeNumberProperty("max_control_line", options.maxControlLineBytes());
        json.writeNumberProperty("max_payload", options.maxPayloadBytes());
        json.writeNumberProperty("max_pending", options.maxPendingBytes());
    }

    private static void writeWebSockets(JsonGenerator json, WebSocketOptions webSockets) {
        json.writeStringProperty("host", webSockets.host());
        json.writeNumberProperty("port", webSockets.port());
        JsonText.optional(json, "no_tls", webSockets.tls() instanceof Tls.Off);
        json.writeNumberProperty("handshake_timeout", webSockets.handshakeTimeout().toNanos());
        JsonText.optional(json, "same_origin", webSockets.sameOrigin());
        if (!webSockets.allowedOrigins().isEmpty()) {
            json.writeArrayPropertyStart("allowed_origins");
            webSockets.allowedOrigins().forEach(json::writeString);
            json.writeEndArray();
        }
        JsonText.optional(json, "compression", webSockets.compression());
    }

    private static void writeCounters(JsonGenerator json, ServerCounters counters) {
        json.writeNumberProperty("connections", counters.connections());
        json.writeNumberProperty("total_connections", counters.totalConnections());
        for (String absent : new String[] {"routes", "remotes", "leafnodes"}) {
            json.writeNumberProperty(absent, 0);
        }
        json.writeNumberProperty("in_msgs", counters.inMsgs());
        json.writeNumberProperty("out_msgs", counters.outMsgs());
        json.writeNumberProperty("in_bytes", counters.inBytes());
        json.writeNumberProperty("out_bytes", counters.outBytes());
        json.writeNumberProperty("slow_consumers", counters.slowConsumers());
        json.writeNumberProperty("subscriptions", counters.subscriptions());
    }
}
