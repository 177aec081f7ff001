package dev.stanchion.store.jetstream.state;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SequenceSet;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.store.jetstream.api.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Turns records of the engine into values of the bucket, and back. */
final class Records {
    /** The version of the values. A reader ignores fields that it does not know. */
    static final int FORMAT = 1;

    private Records() {}

    static byte[] toJson(ServerRecord server) {
        return JsonObject.write(json -> {
            json.writeStringProperty("cluster", server.clusterId());
            json.writeStringProperty("discover", server.discoverPrefix());
            json.writeStringProperty("token", server.requestToken());
            json.writeNumberProperty("format", FORMAT);
        });
    }

    static byte[] activeToJson(String processId) {
        return JsonObject.write(json -> json.writeStringProperty("id", processId));
    }

    /** Returns the version of all values, which the one of the server has. */
    static long format(JsonObject server) {
        return server.number("format");
    }

    static ServerRecord server(JsonObject json) {
        return new ServerRecord(json.text("cluster"), json.text("discover"), json.text("token"));
    }

    static byte[] toJson(ClientRecord client) {
        byte[] connection = client.connectionId().getBytes(StandardCharsets.ISO_8859_1);
        return JsonObject.write(json -> {
            json.writeStringProperty("heartbeats", client.heartbeatInbox());
            json.writeStringProperty("connection", Base64.getEncoder().encodeToString(connection));
            json.writeNumberProperty("protocol", client.protocol());
            json.writeNumberProperty("ping_interval", client.pingInterval());
            json.writeNumberProperty("ping_max_out", client.pingMaxOut());
            json.writeStringProperty("claimed", client.claimedId());
            json.writeStringProperty("token", client.requestToken());
        });
    }

    static ClientRecord client(String clientId, JsonObject json) {
        byte[] connection = Base64.getDecoder().decode(json.text("connection"));
        return new ClientRecord(
                clientId,
                json.text("heartbeats"),
                new String(connection, StandardCharsets.ISO_8859_1),
                (int) json.number("protocol"),
                (int) json.number("ping_interval"),
                (int) json.number("ping_max_out"),
                json.text("claimed"),
                json.text("token"));
    }

    static byte[] toJson(SubscriptionRecord each, SequenceSet pending) {
        return JsonObject.write(json -> {
            json.writeStringProperty("client", each.clientId());
            json.writeStringProperty("group", each.queueGroup());
            json.writeStringProperty("inbox", each.inbox());
            json.writeStringProperty("acks", each.ackInbox());
            json.writeNumberProperty("max_in_flight", each.maxInFlight());
            json.writeNumberProperty("ack_wait", each.ackWaitSeconds());
            json.writeStringProperty("durable_name", each.durableName());
            json.writeNumberProperty("last_sent", each.lastSent());
            json.writeBooleanProperty("durable", each.durable());
            json.writeBooleanProperty("closed", each.closed());
            json.writeStringProperty("user", each.user());
            if (each.perhapsSentUpTo() > 0) {
                json.writeNumberProperty("perhaps_sent", each.perhapsSentUpTo());
            }
            if (!each.pause().isEmpty()) {
                json.writeStringProperty("pause", each.pause());
            }
            if (!each.attempts().isEmpty()) {
                json.writeStringProperty("attempts", each.attempts());
            }
            json.writeStringProperty("pending", Ranges.write(pending.sorted()));
        });
    }

    static RecoveredState.Subscription subscription(long id, JsonObject json) {
        SubscriptionRecord subscription =
                new SubscriptionRecord(
                        id,
                        json.text("client"),
                        json.text("group"),
                        json.text("inbox"),
                        json.text("acks"),
                        (int) json.number("max_in_flight"),
                        (int) json.number("ack_wait"),
                        json.text("durable_name"),
                        json.number("last_sent"),
                        json.flag("durable"),
                        json.flag("closed"),
                        json.text("user"),
                        json.number("perhaps_sent"),
                        json.text("pause"),
                        json.text("attempts"));
        return new RecoveredState.Subscription(subscription, Ranges.read(json.text("pending")));
    }
}
