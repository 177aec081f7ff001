package dev.stanchion.nats.monitoring;

import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.ServerCounters;
import dev.stanchion.nats.snapshot.RoutingSnapshot;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.core.JsonGenerator;

/** The pages of accounts. There is one account for all clients, and an empty one for the system. */
final class Accounts {
    private static final String SYSTEM = "$SYS";
    private static final RoutingSnapshot NOTHING = new RoutingSnapshot(0, 0, 0, 0, 0, 0, 0, 0);

    private final NatsServer server;
    private final Instant start;

    Accounts(NatsServer server, Instant start) {
        this.server = server;
        this.start = start;
    }

    /**
     * @throws BadParameterException if there is no such account
     */
    CompletionStage<String> accountz(Instant now, Parameters parameters) {
        String account = parameters.text("acc");
        return switch (account) {
            case "" ->
                    CompletableFuture.completedFuture(
                            JsonText.of(json -> {
                                head(json, now);
                                json.writeArrayPropertyStart("accounts");
                                json.writeString(NatsPages.ACCOUNT);
                                json.writeString(SYSTEM);
                                json.writeEndArray();
                            }));
            case NatsPages.ACCOUNT ->
                    server.routing().thenApply(routing -> detail(now, account, routing));
            case SYSTEM -> CompletableFuture.completedFuture(detail(now, account, NOTHING));
            default -> throw new BadParameterException("Account " + account + " does not exist");
        };
    }

    private void head(JsonGenerator json, Instant now) {
        json.writeStringProperty("server_id", server.serverId());
        json.writeStringProperty("now", now.toString());
        json.writeStringProperty("system_account", SYSTEM);
    }

    private String detail(Instant now, String account, RoutingSnapshot routing) {
        boolean isSystem = account.equals(SYSTEM);
        return JsonText.of(json -> {
            head(json, now);
            json.writeObjectPropertyStart("account_detail");
            json.writeStringProperty("account_name", account);
            json.writeStringProperty("update_time", start.toString());
            JsonText.optional(json, "is_system", isSystem);
            json.writeBooleanProperty("expired", false);
            json.writeBooleanProperty("complete", true);
            json.writeBooleanProperty("jetstream_enabled", false);
            json.writeNumberProperty("leafnode_connections", 0);
            json.writeNumberProperty(
                    "client_connections", isSystem ? 0 : server.counters().connections());
            json.writeNumberProperty("subscriptions", routing.subscriptions());
            json.writeObjectPropertyStart("sublist_stats");
            Subsz.writeFigures(json, routing);
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    String accstatz(Instant now, Parameters parameters) {
        boolean withUnused = parameters.flag("unused");
        return JsonText.of(json -> {
            json.writeStringProperty("server_id", server.serverId());
            json.writeStringProperty("now", now.toString());
            json.writeArrayPropertyStart("account_statz");
            ServerCounters counters = server.counters();
            if (withUnused || counters.connections() > 0) {
                statistics(json, NatsPages.ACCOUNT, counters);
            }
            if (withUnused) {
                statistics(json, SYSTEM, new ServerCounters(0, 0, 0, 0, 0, 0, 0, 0));
            }
            json.writeEndArray();
        });
    }

    private static void statistics(JsonGenerator json, String account, ServerCounters counters) {
        json.writeStartObject();
        json.writeStringProperty("acc", account);
        json.writeNumberProperty("conns", counters.connections());
        json.writeNumberProperty("leafnodes", 0);
        json.writeNumberProperty("total_conns", counters.connections());
        json.writeNumberProperty("num_subscriptions", counters.subscriptions());
        traffic(json, "sent", counters.outMsgs(), counters.outBytes());
        traffic(json, "received", counters.inMsgs(), counters.inBytes());
        json.writeNumberProperty("slow_consumers", counters.slowConsumers());
        json.writeEndObject();
    }

    private static void traffic(JsonGenerator json, String name, long messages, long bytes) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("msgs", messages);
        json.writeNumberProperty("bytes", bytes);
        json.writeEndObject();
    }
}
