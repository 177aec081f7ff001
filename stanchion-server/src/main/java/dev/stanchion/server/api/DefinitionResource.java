package dev.stanchion.server.api;

import dev.stanchion.engine.admin.PositionKey;
import dev.stanchion.engine.admin.PositionState;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Reply;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Exports and imports channels and lasting positions: durables, and durable groups. Messages,
 * parked ones too, are not part of it.
 */
final class DefinitionResource {
    static final Set<String> PARAMETERS = Set.of("dry_run", "move");

    private static final int OK = 200;

    /** How many channels are asked for at a time. */
    private static final int AT_ONCE = 100;

    private final ObservedEngine engine;
    private final Desk desk;
    private final String clusterId;
    private final Clock clock;

    DefinitionResource(ObservedEngine engine, Desk desk, String clusterId, Clock clock) {
        this.engine = engine;
        this.desk = desk;
        this.clusterId = clusterId;
        this.clock = clock;
    }

    CompletionStage<Reply> export(Question question) {
        question.caller().requireAllChannels();
        return engine.channelNames(question.port())
                .thenCompose(names ->
                        positions(
                                Desk.Asker.of(question),
                                names.stream()
                                        .filter(name -> !ParkedNote.isParkedChannel(name))
                                        .sorted()
                                        .toList()))
                .thenApply(channels -> Reply.json(OK, json(channels)));
    }

    /** A channel that exists. */
    record Existing(String name, List<PositionState> positions) {
        Existing {
            positions = List.copyOf(positions);
        }

        Optional<PositionState> position(PositionKey key) {
            return positions.stream().filter(each -> each.key().equals(key)).findFirst();
        }
    }

    /** Asks for the positions of channels; leaves those out that do not exist. */
    private CompletableFuture<List<Existing>> positions(Desk.Asker asker, List<String> names) {
        return positions(asker, names, 0, new ArrayList<>());
    }

    private CompletableFuture<List<Existing>> positions(
            Desk.Asker asker, List<String> names, int from, List<Existing> found) {
        if (from >= names.size()) {
            return CompletableFuture.completedFuture(found);
        }
        int to = Math.min(names.size(), from + AT_ONCE);
        List<CompletableFuture<Optional<Existing>>> asked =
                names.subList(from, to).stream().map(name -> existing(asker, name)).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenCompose(ignored -> {
                    asked.forEach(each -> each.join().ifPresent(found::add));
                    return positions(asker, names, to, found);
                });
    }

    private CompletableFuture<Optional<Existing>> existing(Desk.Asker asker, String name) {
        return desk.<List<PositionState>>ask(
                        asker, (administration, reply) -> administration.positions(name, reply))
                .thenApply(states -> Optional.of(new Existing(name, states)))
                .exceptionallyCompose(failure ->
                        ImportRun.isNoSuchChannel(failure)
                                ? CompletableFuture.completedFuture(Optional.empty())
                                : CompletableFuture.failedFuture(failure));
    }

    private String json(List<Existing> channels) {
        return Json.object(out -> {
            out.writeNumberProperty("format", Definitions.FORMAT);
            out.writeStringProperty("clusterId", clusterId);
            out.writeStringProperty("exportedAt", Json.time(clock.instant()));
            out.writeArrayPropertyStart("channels");
            for (Existing channel : channels) {
                List<Row> positions =
                        channel.positions().stream()
                                .filter(PositionState::durable)
                                .map(DefinitionResource::row)
                                .flatMap(Optional::stream)
                                .toList();
                out.writeStartObject();
                new Row().with("name", channel.name()).with("positions", positions).write(out);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private static Optional<Row> row(PositionState state) {
        Row row = new Row();
        switch (state.key()) {
            case PositionKey.Durable(String clientId, String durable) ->
                    row.with("kind", "durable")
                            .with("clientId", clientId)
                            .with("durableName", durable);
            case PositionKey.Group(String name) -> row.with("kind", "group").with("name", name);
            case PositionKey.Plain ignored -> {
                return Optional.empty();
            }
        }
        row.with("nextSequence", next(state));
        state.members().stream()
                .findFirst()
                .ifPresent(member ->
                        row.with("maxInFlight", member.maxInFlight())
                                .with("ackWaitSeconds", member.ackWaitSeconds()));
        return Optional.of(row);
    }

    /** What is in flight belongs to no server, so the position begins with the oldest of it. */
    private static long next(PositionState state) {
        return state.members().stream()
                .mapToLong(PositionState.Member::oldestPending)
                .filter(sequence -> sequence > 0)
                .reduce(state.nextSequence(), Math::min);
    }

    CompletionStage<Reply> importAll(Question question) {
        question.caller().requireAllChannels();
        boolean moves = question.query().flag("move");
        Definitions wanted = Definitions.read(question.body());
        question.requireConfirmation();
        List<String> names = wanted.channels().stream().map(Definitions.Channel::name).toList();
        return positions(Desk.Asker.of(question), names)
                .thenCompose(existing ->
                        new ImportRun(desk, question, ImportPlan.of(wanted, existing, moves))
                                .run());
    }
}
