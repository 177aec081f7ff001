package dev.stanchion.server.api;

import dev.stanchion.engine.EngineSnapshot.Client;
import dev.stanchion.engine.EngineSnapshot.Subscription;
import dev.stanchion.engine.Inspector.Use;
import dev.stanchion.engine.Inspector.Uses;
import dev.stanchion.protocol.NearName;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * The registered clients. Inboxes are never shown: whoever knows one can listen to a client, or
 * write to it.
 */
final class ClientResource {
    private static final String ID = "id";
    private static final List<String> SORTS = List.of(ID, "since");
    private static final int OK = 200;

    private final ObservedEngine engine;
    private final Programs programs;
    private final Clock clock;

    ClientResource(ObservedEngine engine, Programs programs, Clock clock) {
        this.engine = engine;
        this.programs = programs;
        this.clock = clock;
    }

    CompletionStage<Reply> list(Question question) {
        ListRequest wanted = ListRequest.of(question.query(), SORTS);
        return engine.clients(question.port())
                .thenCompose(all -> {
                    List<Row> rows =
                            all.stream()
                                    .filter(client -> wanted.wants(client.clientId()))
                                    .map(this::row)
                                    .toList();
                    ListRequest.Page page = wanted.page(rows, ID);
                    List<String> ids =
                            page.rows().stream().map(row -> String.valueOf(row.value(ID))).toList();
                    Map<String, String> addresses = addresses(all);
                    return engine.uses(ids, question.port())
                            .thenCompose(uses -> {
                                addSums(page.rows(), uses);
                                return programs.addTo(
                                        page.rows(),
                                        ids.stream().map(addresses::get).toList(),
                                        question.port());
                            })
                            .thenApply(filled -> wanted.reply(page, clock));
                });
    }

    private static Map<String, String> addresses(List<Client> clients) {
        return clients.stream()
                .collect(Collectors.toMap(Client::clientId, Client::address, (one, other) -> one));
    }

    private Row row(Client client) {
        Row row = facts(client);
        return client.refused() == 0
                ? row
                : row.with("refused", client.refused())
                        .withText("refusedFrom", client.refusedFrom());
    }

    private Row facts(Client client) {
        return new Row()
                .with(ID, client.clientId())
                .with("protocol", client.protocol())
                .with("since", Json.time(client.sinceEpochNanos()))
                .with("lastHeard", Json.time(clock.instant().minusNanos(client.silentNanos())))
                .with("connects", client.recentConnects())
                .with("isOffline", client.isOffline());
    }

    private static void addSums(List<Row> page, Uses uses) {
        Map<String, List<Use>> byClient =
                uses.all().stream().collect(Collectors.groupingBy(Use::clientId));
        for (Row row : page) {
            List<Use> own = byClient.getOrDefault(String.valueOf(row.value(ID)), List.of());
            row.with("subscriptions", own.size())
                    .with(
                            "inFlight",
                            own.stream().mapToLong(use -> use.subscription().pending()).sum())
                    .with("published", published(uses, String.valueOf(row.value(ID))));
        }
    }

    private static long published(Uses uses, String id) {
        return uses.published().getOrDefault(id, 0L);
    }

    CompletionStage<Reply> one(Question question) {
        String id = question.value("client");
        return engine.clients(question.port())
                .thenCompose(all -> {
                    Client client =
                            all.stream()
                                    .filter(each -> each.clientId().equals(id))
                                    .findFirst()
                                    .orElseThrow(() -> noSuchClient(id, all));
                    Row row = row(client);
                    return programs.addTo(List.of(row), List.of(client.address()), question.port())
                            .thenCompose(rows -> engine.uses(List.of(id), question.port()))
                            .thenApply(uses -> shown(row, uses, question));
                });
    }

    private static ProblemException noSuchClient(String id, List<Client> all) {
        List<String> ids = all.stream().map(Client::clientId).sorted().toList();
        return new ProblemException(
                FailureProblem.noSuchClient(id, NearName.of(id, ids).stream().toList()));
    }

    private Reply shown(Row client, Uses uses, Question question) {
        client.with("published", published(uses, question.value("client")));
        List<Row> subscriptions =
                uses.all().stream()
                        .filter(use -> question.caller().sees(use.channel()))
                        .map(use -> row(use.subscription()).with("channel", use.channel()))
                        .toList();
        Row row = client.with("subscriptions", subscriptions);
        return Reply.json(
                OK,
                Json.object(out -> {
                    row.write(out);
                    out.writeStringProperty("asOf", Json.time(clock.instant()));
                }));
    }

    private static Row row(Subscription subscription) {
        return new Row()
                .with("subscriptionId", subscription.id())
                .withText("durableName", subscription.durableName())
                .withText("queueGroup", subscription.queueGroup())
                .with("lastSent", subscription.lastSent())
                .with("inFlight", subscription.pending())
                .with("maxInFlight", subscription.maxInFlight())
                .with("ackWaitSeconds", subscription.ackWaitSeconds())
                .with("isOffline", subscription.isOffline())
                .with("isAbsent", subscription.isAbsent())
                .with("isStalled", subscription.isStalled());
    }
}
