package dev.stanchion.nats.monitoring;

import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.routing.Subjects;
import dev.stanchion.nats.snapshot.Page;
import dev.stanchion.nats.snapshot.RoutingSnapshot;
import dev.stanchion.nats.snapshot.SubscriptionSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import tools.jackson.core.JsonGenerator;

/** The page of subscriptions, for one set of parameters. */
final class Subsz {
    private final NatsServer server;
    private final Instant now;
    private final boolean withList;
    private final String subject;
    private final int offset;
    private final int limit;
    private final boolean isOtherAccount;

    /**
     * @throws BadParameterException if a parameter is not valid
     */
    Subsz(NatsServer server, Instant now, Parameters parameters) {
        this.server = server;
        this.now = now;
        withList = parameters.flag("subs");
        offset = parameters.offset();
        limit = parameters.limit();
        subject = parameters.text("test");
        String account = parameters.text("acc");
        isOtherAccount = !account.isEmpty() && !account.equals(NatsPages.ACCOUNT);
        if (!subject.isEmpty() && !Subjects.isLiteral(subject.getBytes(StandardCharsets.UTF_8))) {
            throw new BadParameterException(
                    "invalid test subject, must be valid publish subject: " + subject);
        }
    }

    CompletionStage<String> json() {
        CompletionStage<RoutingSnapshot> routing = server.routing();
        if (!withList) {
            return routing.thenApply(found -> JsonText.of(json -> writeFigures(json, found)));
        }
        int most = isOtherAccount ? 0 : limit;
        return routing.thenCombine(
                server.subscriptions(subject, offset, most),
                (found, page) -> JsonText.of(json -> writeAll(json, found, page)));
    }

    private void writeAll(
            JsonGenerator json, RoutingSnapshot routing, Page<SubscriptionSnapshot> page) {
        json.writeStringProperty("server_id", server.serverId());
        json.writeStringProperty("now", now.toString());
        writeFigures(json, routing);
        json.writeNumberProperty("total", isOtherAccount ? 0 : page.total());
        json.writeNumberProperty("offset", offset);
        json.writeNumberProperty("limit", limit);
        json.writeArrayPropertyStart("subscriptions_list");
        page.items().forEach(each -> writeWithAccount(json, each));
        json.writeEndArray();
    }

    static void writeFigures(JsonGenerator json, RoutingSnapshot routing) {
        json.writeNumberProperty("num_subscriptions", routing.subscriptions());
        json.writeNumberProperty("num_cache", routing.cached());
        json.writeNumberProperty("num_inserts", routing.inserts());
        json.writeNumberProperty("num_removes", routing.removes());
        json.writeNumberProperty("num_matches", routing.matches());
        JsonText.decimal(json, "cache_hit_rate", routing.hitRate());
        json.writeNumberProperty("max_fanout", routing.maxFanout());
        JsonText.decimal(json, "avg_fanout", routing.averageFanout());
    }

    private static void writeWithAccount(JsonGenerator json, SubscriptionSnapshot subscription) {
        json.writeStartObject();
        json.writeStringProperty("account", NatsPages.ACCOUNT);
        writeFields(json, subscription);
        json.writeEndObject();
    }

    /** Writes a subscription as an object. */
    static void write(JsonGenerator json, SubscriptionSnapshot subscription) {
        json.writeStartObject();
        writeFields(json, subscription);
        json.writeEndObject();
    }

    private static void writeFields(JsonGenerator json, SubscriptionSnapshot subscription) {
        json.writeStringProperty("subject", subscription.subject());
        JsonText.optional(json, "qgroup", subscription.queue());
        json.writeStringProperty("sid", subscription.id());
        json.writeNumberProperty("msgs", subscription.delivered());
        if (subscription.max() > 0) {
            json.writeNumberProperty("max", subscription.max());
        }
        json.writeNumberProperty("cid", subscription.connectionId());
    }
}
