package dev.stanchion.server.monitoring.streaming;

import dev.stanchion.engine.EngineSnapshot.Client;
import dev.stanchion.engine.Inspector.Use;
import dev.stanchion.server.monitoring.GoJson;
import dev.stanchion.server.monitoring.Page;
import dev.stanchion.server.monitoring.PageRequest;
import dev.stanchion.server.monitoring.Pages;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** {@code /streaming/clientsz}: the clients. Source: {@code spec/operations.md} 4.6. */
record ClientszPage(ObservedServer server, ObservedEngine engine) implements Pages {
    @Override
    public CompletionStage<Page> at(PageRequest request, Executor port) {
        String wanted = request.text("client");
        CompletableFuture<List<Client>> clients = engine.clients(port);
        CompletableFuture<Page> page =
                wanted.isEmpty()
                        ? clients.thenCompose(all -> list(all, request, port))
                        : clients.thenCompose(all -> one(wanted, all, request, port));
        return page.thenApply(Page::withInboxes);
    }

    private CompletableFuture<Page> one(
            String wanted, List<Client> all, PageRequest request, Executor port) {
        List<Client> found =
                all.stream().filter(client -> client.clientId().equals(wanted)).toList();
        if (found.isEmpty()) {
            return CompletableFuture.completedFuture(
                    Page.problem(404, "Client " + wanted + " not found"));
        }
        boolean withUses = Fields.wantsSubscriptions(request);
        return usesOf(found, port)
                .thenApply(uses ->
                        Page.json(
                                request,
                                GoJson.object(json ->
                                        writeFields(json, found.getFirst(), uses, withUses))));
    }

    private CompletableFuture<Page> list(List<Client> all, PageRequest request, Executor port) {
        Paging paging = Paging.of(request);
        List<Client> sorted =
                all.stream().sorted(Comparator.comparing(Client::clientId, ByteOrder.OF)).toList();
        List<Client> shown = paging.of(sorted);
        boolean withUses = Fields.wantsSubscriptions(request);
        return usesOf(shown, port)
                .thenApply(uses ->
                        Page.json(
                                request,
                                GoJson.object(json -> {
                                    Fields.page(
                                            json, server, engine, paging, shown.size(), all.size());
                                    json.writeArrayPropertyStart("clients");
                                    for (Client client : shown) {
                                        json.writeStartObject();
                                        writeFields(json, client, uses, withUses);
                                        json.writeEndObject();
                                    }
                                    json.writeEndArray();
                                })));
    }

    private CompletableFuture<Map<String, List<Use>>> usesOf(List<Client> clients, Executor port) {
        return engine.uses(clients.stream().map(Client::clientId).toList(), port)
                .thenApply(
                        uses -> uses.all().stream().collect(Collectors.groupingBy(Use::clientId)));
    }

    private static void writeFields(
            JsonGenerator json,
            Client client,
            Map<String, List<Use>> usesByClient,
            boolean withUses) {
        List<Use> uses = usesByClient.getOrDefault(client.clientId(), List.of());
        json.writeStringProperty("id", client.clientId());
        json.writeStringProperty("hb_inbox", client.heartbeatInbox());
        if (client.isOffline()) { // NATS Streaming does not have this key
            json.writeBooleanProperty("is_offline", true);
        }
        json.writeNumberProperty("subs_count", uses.size());
        if (withUses && !uses.isEmpty()) {
            json.writeObjectPropertyStart("subscriptions");
            byChannel(uses)
                    .forEach((channel, there) -> {
                        json.writeArrayPropertyStart(channel);
                        there.forEach(use -> Fields.subscription(json, use.subscription()));
                        json.writeEndArray();
                    });
            json.writeEndObject();
        }
    }

    private static Map<String, List<Use>> byChannel(List<Use> uses) {
        return uses.stream()
                .collect(
                        Collectors.groupingBy(
                                Use::channel,
                                () -> new TreeMap<>(ByteOrder.OF),
                                Collectors.toList()));
    }
}
