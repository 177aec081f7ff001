package dev.stanchion.nats.monitoring;

import dev.stanchion.nats.NatsServer;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/**
 * The pages of features that this server does not have. They say so in the form that tools expect.
 */
final class AbsentFeatures {
    private final NatsServer server;

    AbsentFeatures(NatsServer server) {
        this.server = server;
    }

    private void head(JsonGenerator json, Instant now) {
        json.writeStringProperty("server_id", server.serverId());
        json.writeStringProperty("now", now.toString());
    }

    String routez(Instant now) {
        return JsonText.of(json -> {
            json.writeStringProperty("server_id", server.serverId());
            json.writeStringProperty("server_name", server.serverName());
            json.writeStringProperty("now", now.toString());
            json.writeNumberProperty("num_routes", 0);
            json.writeArrayPropertyStart("routes");
            json.writeEndArray();
        });
    }

    String gatewayz(Instant now) {
        return JsonText.of(json -> {
            head(json, now);
            JsonText.emptyObject(json, "outbound_gateways");
            JsonText.emptyObject(json, "inbound_gateways");
        });
    }

    String leafz(Instant now) {
        return JsonText.of(json -> {
            head(json, now);
            json.writeNumberProperty("leafnodes", 0);
            json.writeArrayPropertyStart("leafs");
            json.writeEndArray();
        });
    }

    String jsz(Instant now) {
        return JsonText.of(json -> {
            zeros(json, "memory", "storage", "reserved_memory", "reserved_storage", "accounts");
            zeros(json, "ha_assets");
            json.writeObjectPropertyStart("api");
            zeros(json, "total", "errors");
            json.writeEndObject();
            head(json, now);
            json.writeBooleanProperty("disabled", true);
            json.writeObjectPropertyStart("config");
            zeros(json, "max_memory", "max_storage");
            json.writeEndObject();
            zeros(json, "streams", "consumers", "messages", "bytes", "total");
        });
    }

    private static void zeros(JsonGenerator json, String... names) {
        for (String name : names) {
            json.writeNumberProperty(name, 0);
        }
    }
}
