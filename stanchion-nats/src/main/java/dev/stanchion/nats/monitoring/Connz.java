package dev.stanchion.nats.monitoring;

import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.routing.Subjects;
import dev.stanchion.nats.snapshot.ConnectionSnapshot;
import dev.stanchion.nats.snapshot.SubscriptionSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/**
 * The page of connections, for one set of parameters.
 *
 * <p>A second round asks the connections on the page for their subscriptions.
 */
final class Connz {
    private final NatsServer server;
    private final Instant now;
    private final ConnectionOrder order;
    private final State state;
    private final boolean withCredentials;
    private final Subscriptions subscriptions;
    private final int offset;
    private final int limit;
    private final long id;
    private final Predicate<ConnectionSnapshot> filter;
    private final String subject;

    /** The state of the listed connections. */
    private enum State {
        OPEN,
        CLOSED,
        ALL
    }

    /** The form of the subscriptions. */
    private enum Subscriptions {
        NONE,
        SUBJECTS,
        DETAILS
    }

    /**
     * @throws BadParameterException if a parameter is not valid
     */
    Connz(NatsServer server, Instant now, Parameters parameters) {
        this.server = server;
        this.now = now;
        order = ConnectionOrder.named(parameters.text("sort"));
        withCredentials = parameters.flag("auth");
        subscriptions = subscriptions(parameters);
        offset = parameters.offset();
        id = parameters.unsigned("cid");
        limit = id > 0 ? 1 : parameters.limit();
        state = state(parameters.text("state"));
        filter = filter(parameters);
        subject = parameters.text("filter_subject");
        if (order.isForClosedOnly() && state != State.CLOSED) {
            throw new BadParameterException(
                    "sort by " + order.word() + " only valid on closed connections");
        }
        if (!subject.isEmpty() && !Subjects.isValid(subject.getBytes(StandardCharsets.UTF_8))) {
            throw new BadParameterException("invalid filter subject: " + subject);
        }
    }

    private static Subscriptions subscriptions(Parameters parameters) {
        if (parameters.text("subs").equals("detail")) {
            return Subscriptions.DETAILS;
        }
        return parameters.flag("subs") ? Subscriptions.SUBJECTS : Subscriptions.NONE;
    }

    private static State state(String name) {
        return switch (name) {
            case "", "open" -> State.OPEN;
            case "closed" -> State.CLOSED;
            case "any", "all" -> State.ALL;
            default -> throw new BadParameterException("Error decoding state for " + name);
        };
    }

    private static Predicate<ConnectionSnapshot> filter(Parameters parameters) {
        String user = parameters.text("user");
        String account = parameters.text("acc");
        boolean isNobody =
                !parameters.text("mqtt_client").isEmpty()
                        || !(account.isEmpty() || account.equals(NatsPages.ACCOUNT));
        return connection -> !isNobody && (user.isEmpty() || connection.peer().user().equals(user));
    }

    CompletionStage<String> json() {
        return gather().thenCompose(this::show);
    }

    /** Gathers the connections of the state. Their number is the total. */
    private CompletionStage<List<ConnectionSnapshot>> gather() {
        List<ConnectionSnapshot> closed =
                state == State.OPEN ? List.of() : server.closedConnections();
        if (state == State.CLOSED) {
            return CompletableFuture.completedFuture(closed);
        }
        return server.openConnections(connection -> true, !subject.isEmpty())
                .thenApply(open -> {
                    List<ConnectionSnapshot> all = new ArrayList<>(open);
                    all.addAll(closed);
                    return all;
                });
    }

    private CompletionStage<String> show(List<ConnectionSnapshot> all) {
        List<ConnectionSnapshot> page =
                all.stream()
                        .filter(connection -> id == 0 || connection.id() == id)
                        .filter(filter)
                        .filter(this::hasSubject)
                        .sorted(order.comparator())
                        .skip(offset)
                        .limit(limit)
                        .toList();
        int total = id > 0 ? 1 : all.size();
        if (subscriptions == Subscriptions.NONE) {
            return CompletableFuture.completedFuture(json(page, total));
        }
        Set<Long> shown = page.stream().map(ConnectionSnapshot::id).collect(Collectors.toSet());
        return server.openConnections(connection -> shown.contains(connection.id()), true)
                .thenApply(detailed -> json(withSubscriptions(page, detailed), total));
    }

    private boolean hasSubject(ConnectionSnapshot connection) {
        return subject.isEmpty()
                || connection.subscriptionList().stream()
                        .anyMatch(subscription ->
                                Subjects.matches(
                                        subscription.subject().getBytes(StandardCharsets.UTF_8),
                                        subject.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<ConnectionSnapshot> withSubscriptions(
            List<ConnectionSnapshot> page, List<ConnectionSnapshot> detailed) {
        Map<Long, ConnectionSnapshot> byId =
                detailed.stream()
                        .collect(
                                Collectors.toMap(
                                        ConnectionSnapshot::id, each -> each, (a, b) -> a));
        return page.stream().map(each -> byId.getOrDefault(each.id(), each)).toList();
    }

    private String json(List<ConnectionSnapshot> page, int total) {
        return JsonText.of(json -> {
            json.writeStringProperty("server_id", server.serverId());
            json.writeStringProperty("now", now.toString());
            json.writeNumberProperty("num_connections", page.size());
            json.writeNumberProperty("total", total);
            json.writeNumberProperty("offset", offset);
            json.writeNumberProperty("limit", limit);
            json.writeArrayPropertyStart("connections");
            page.forEach(connection -> write(json, connection));
            json.writeEndArray();
        });
    }

    private void write(JsonGenerator json, ConnectionSnapshot connection) {
        ConnectionSnapshot.Peer peer = connection.peer();
        ConnectionSnapshot.Traffic traffic = connection.traffic();
        Instant until = connection.endOr(now);
        json.writeStartObject();
        json.writeNumberProperty("cid", connection.id());
        json.writeStringProperty("kind", "Client");
        json.writeStringProperty("type", peer.type());
        json.writeStringProperty("ip", peer.ip());
        json.writeNumberProperty("port", peer.port());
        json.writeStringProperty("start", connection.start().toString());
        json.writeStringProperty("last_activity", connection.lastActivity().toString());
        connection
                .end()
                .ifPresent(end -> {
                    json.writeStringProperty("stop", end.when().toString());
                    json.writeStringProperty("reason", end.reason());
                });
        json.writeStringProperty("rtt", GoTime.duration(connection.roundTrip()));
        json.writeStringProperty("uptime", GoTime.since(connection.start(), until));
        json.writeStringProperty("idle", GoTime.since(connection.lastActivity(), until));
        json.writeNumberProperty("pending_bytes", connection.pendingBytes());
        json.writeNumberProperty("in_msgs", traffic.inMsgs());
        json.writeNumberProperty("out_msgs", traffic.outMsgs());
        json.writeNumberProperty("in_bytes", traffic.inBytes());
        json.writeNumberProperty("out_bytes", traffic.outBytes());
        json.writeNumberProperty("subscriptions", connection.subscriptions());
        JsonText.optional(json, "name", peer.name());
        JsonText.optional(json, "lang", peer.lang());
        JsonText.optional(json, "version", peer.version());
        JsonText.optional(json, "tls_version", peer.tlsVersion());
        JsonText.optional(json, "tls_cipher_suite", peer.tlsCipherSuite());
        if (withCredentials) {
            JsonText.optional(json, "authorized_user", peer.user());
            // All connections are in one account, so it is not named.
        }
        writeSubscriptions(json, connection.subscriptionList());
        json.writeEndObject();
    }

    private void writeSubscriptions(JsonGenerator json, List<SubscriptionSnapshot> list) {
        if (list.isEmpty()) {
            return;
        }
        switch (subscriptions) {
            case NONE -> {
                // the page needs them only to find a subject
            }
            case SUBJECTS -> {
                json.writeArrayPropertyStart("subscriptions_list");
                list.forEach(each -> json.writeString(each.subject()));
                json.writeEndArray();
            }
            case DETAILS -> {
                json.writeArrayPropertyStart("subscriptions_list_detail");
                list.forEach(each -> Subsz.write(json, each));
                json.writeEndArray();
            }
        }
    }
}
